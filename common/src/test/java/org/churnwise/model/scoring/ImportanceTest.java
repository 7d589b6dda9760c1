package org.churnwise.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.features.FeatureType;
import org.churnwise.model.registry.ModelCard;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private static final LocalDate DAY = LocalDate.of(2025, 6, 1);
  private static final FeatureCatalogue CATALOGUE =
      new FeatureCatalogue(
          List.of(feature("week", "spend"), feature("month", "spend"), feature("days", "recency")));
  private static final List<String> INPUTS = List.of("week", "month", "days");

  /** week: (1 + 0) / 2; month: (0.5 + 0.5) / 2; days: (0.25 + 1.25) / 2. */
  @Test
  void aFeatureMovesTheMeanSizeOfItsContributions() {
    assertEquals(
        List.of(
            new Importance.Share("days", 0.75),
            new Importance.Share("month", 0.5),
            new Importance.Share("week", 0.5)),
        importance().features());
  }

  /** spend: (|1 - 0.5| + |0 - 0.5|) / 2, not the sum of its features' 1. */
  @Test
  void featuresOfAConceptThatCancelOutDoNotCountTwice() {
    assertEquals(
        List.of(new Importance.Share("recency", 0.75), new Importance.Share("spend", 0.5)),
        importance().concepts());
    assertEquals(2, importance().rows());
  }

  @Test
  void theCardKeepsItAndACardWithoutItIsRead() {
    ModelCard with =
        new ModelCard(
            new ModelCard.Data(DAY, DAY, List.of(DAY), List.of(), 1, 1),
            new FeatureSet("hash", INPUTS),
            Map.of(),
            0.5,
            null,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), List.of()),
            importance());
    assertEquals(with, ModelCard.ofJson("v1", with.toJson()));
    String older = with.toJson().replaceAll(",\"importance\":.*", "}");
    assertNull(ModelCard.ofJson("v1", older).importance());
  }

  private static Importance importance() {
    return Importance.of(
        INPUTS, CATALOGUE, List.of(new double[] {1, -0.5, -0.25}, new double[] {0, -0.5, 1.25}));
  }

  private static Feature feature(String name, String concept) {
    return new Feature(
        name, FeatureType.NUMERIC, true, true, "crm", concept, "Meaning", "{value} of it");
  }
}
