package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.openlineage.PublishedSchemas;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The events of a whole pipeline. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class OpenLineageEventsTest {
  private final FinishedPipeline pipeline;
  private List<JsonNode> events;

  OpenLineageEventsTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @BeforeEach
  void read() throws Exception {
    events = pipeline.events();
    assertTrue(events.size() > 100, () -> "only " + events.size() + " events");
  }

  @Test
  void everyEventIsValidByThePublishedSchemas() throws Exception {
    Optional<PublishedSchemas> schemas = PublishedSchemas.found();
    assumeTrue(schemas.isPresent(), PublishedSchemas.VARIABLE + " names no folder of schemas");
    Set<String> violations = new TreeSet<>();
    events.forEach(event -> violations.addAll(schemas.get().violations(event)));
    assertEquals(Set.of(), violations);
  }

  @Test
  void everyRunStartsOnceAndCompletesOnce() {
    Map<String, String> states = new HashMap<>();
    for (JsonNode event : events) {
      String state = event.path("eventType").asText();
      states.merge(event.at("/run/runId").asText(), state, (a, b) -> a + " " + b);
    }
    assertEquals(Set.of("START COMPLETE"), Set.copyOf(states.values()));
  }

  @Test
  void everyStageNamesTheCommandAsItsParent() {
    String command = events.get(0).at("/run/runId").asText();
    assertEquals("churn pipeline", events.get(0).at("/job/name").asText());
    assertEquals(
        Set.of(command),
        events.stream()
            .filter(event -> !event.at("/job/name").asText().startsWith("churn "))
            .map(event -> event.at("/run/facets/parent/run/runId").asText())
            .collect(Collectors.toSet()));
  }

  @Test
  void aLoadReadsTheFileByTheHashOfItsBytesAndSaysHowGoodItIs() throws Exception {
    JsonNode file =
        inputs("ingest").stream()
            .filter(input -> input.path("name").asText().endsWith("/sales_2024_05.csv"))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(pipeline.place().source().resolve("sales_2024_05.csv"));
    assertEquals(DigestUtils.sha256Hex(bytes), file.at("/facets/version/datasetVersion").asText());
    assertEquals("file", file.path("namespace").asText());
    assertTrue(file.at("/inputFacets/dataQualityMetrics/rowCount").asLong() > 0);
    assertEquals(
        Set.of("quarantined_share", "duplicate_share"),
        texts(file.at("/inputFacets/dataQualityAssertions/assertions"), "assertion"));
  }

  @Test
  void theFeaturesTellTheColumnsThatTheyComeFrom() {
    JsonNode features =
        events.stream()
            .filter(event -> is(event, "features", "COMPLETE"))
            .flatMap(event -> StreamSupport.stream(event.path("outputs").spliterator(), false))
            .filter(output -> output.path("name").asText().endsWith(".customer_features"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        Set.of("total_amount", "transaction_date"),
        texts(
            features.at("/facets/columnLineage/fields/sum_total_amount_past_7d/inputFields"),
            "field"));
    assertTrue(features.at("/outputFacets/outputStatistics/rowCount").asLong() > 0);
    assertTrue(texts(features.at("/facets/schema/fields"), "name").contains("tenure_days"));
  }

  @Test
  void checksOfWhatAStageWroteAreAssertionsOfAnInput() {
    assertEquals(
        1, inputs("label checks").stream().map(input -> input.path("name")).distinct().count());
    assertFalse(
        inputs("features checks").stream()
            .noneMatch(
                input ->
                    texts(input.at("/inputFacets/dataQualityAssertions/assertions"), "assertion")
                        .contains("duplicate_keys")));
  }

  private static boolean is(JsonNode event, String job, String type) {
    return event.at("/job/name").asText().equals(job)
        && event.path("eventType").asText().equals(type);
  }

  private List<JsonNode> inputs(String job) {
    return events.stream()
        .filter(event -> is(event, job, "COMPLETE"))
        .flatMap(event -> StreamSupport.stream(event.path("inputs").spliterator(), false))
        .toList();
  }

  private static Set<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(each -> each.path(field).asText())
        .collect(Collectors.toSet());
  }
}
