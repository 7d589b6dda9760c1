package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The form of values in JSON: hashes and model cards depend on it. */
class JsonTest {
  private record Values(
      LocalDate snapshotDate,
      List<Instant> instants,
      Path folder,
      OptionalDouble value,
      OptionalDouble noValue) {}

  @Test
  void valuesKeepTheirForm() throws JsonProcessingException {
    Values values =
        new Values(
            LocalDate.of(2025, 6, 1),
            List.of(
                Instant.parse("2025-06-01T23:30:00Z"),
                Instant.parse("2025-06-01T23:30:00.5Z"),
                Instant.parse("2025-06-01T23:30:00.000001Z")),
            Path.of("/data/in"),
            OptionalDouble.of(0.25),
            OptionalDouble.empty());
    assertEquals(
        "{\"snapshot_date\":\"2025-06-01\",\"instants\":[\"2025-06-01T23:30:00Z\","
            + "\"2025-06-01T23:30:00.500Z\",\"2025-06-01T23:30:00.000001Z\"],"
            + "\"folder\":\"/data/in\",\"value\":0.25,\"no_value\":null}",
        Json.mapper().writeValueAsString(values));
  }

  @Test
  void daysAreKeysAndComeBack() throws JsonProcessingException {
    Map<LocalDate, Double> byDay = new LinkedHashMap<>();
    byDay.put(LocalDate.of(2025, 6, 1), 1e-7);
    assertEquals("{\"2025-06-01\":1.0E-7}", Json.mapper().writeValueAsString(byDay));
    assertEquals(
        LocalDate.of(2025, 6, 1), Json.mapper().readValue("\"2025-06-01\"", LocalDate.class));
  }
}
