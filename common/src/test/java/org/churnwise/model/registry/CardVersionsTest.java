package org.churnwise.model.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.run.Machine;
import org.junit.jupiter.api.Test;

/** A card tells what made the model; a card of before tells less of it. */
class CardVersionsTest {
  @Test
  void theMachineTheEngineAndItsThreadsStandInTheCard() {
    ModelCard card =
        card(
            new ModelCard.Versions(
                "code", "3.5.9", "3.4.0", 17, "1.5.6.0", new Machine("Linux", "amd64"), 2));
    assertTrue(
        card.toJson()
            .contains(
                """
                "java":17,"duckdb":"1.5.6.0","machine":{"system":"Linux","architecture":"amd64"},"threads":2\
                """),
        card::toJson);
    assertEquals(card, ModelCard.ofJson("v1", card.toJson()));
  }

  @Test
  void aCardOfBeforeIsRead() {
    ModelCard card = card(new ModelCard.Versions("code", "3.5.9", "3.4.0", 17));
    String before = card.toJson().replace(",\"duckdb\":null,\"machine\":null,\"threads\":null", "");
    assertTrue(before.contains("\"java\":17}"), before);
    assertEquals(card, ModelCard.ofJson("v1", before));
  }

  @Test
  void theMachineOfThisProcessIsNamed() {
    assertEquals(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Machine.current().toString());
  }

  private static ModelCard card(ModelCard.Versions versions) {
    LocalDate day = LocalDate.of(2025, 6, 1);
    return new ModelCard(
        new ModelCard.Data(day, day, List.of(day), List.of(), 1, 1),
        new FeatureSet("hash", List.of("age NUMERIC")),
        Map.of(),
        0.5,
        versions,
        new ModelCard.Evaluation(List.of(), List.of(), List.of()));
  }
}
