package org.churnwise.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.churnwise.inspection.Finding.Level;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.Test;

/** How answers of the account are judged; the rows are made by hand after its documentation. */
class SnowflakeChecksTest {
  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  @Test
  void aClockHalfAMinuteOffIsStillWell() {
    assertEquals(
        Finding.ok("clock", "the account's clock is +30.0 s from this machine's"),
        SnowflakeChecks.clock(NOON, NOON.plusSeconds(30)));
    assertEquals(Level.WARNING, SnowflakeChecks.clock(NOON, NOON.minusSeconds(31)).level());
  }

  @Test
  void aSuspendedWarehouseThatResumesIsWell() {
    assertEquals(Level.OK, warehouse("SUSPENDED", "true").level());
  }

  @Test
  void aSuspendedWarehouseThatDoesNotResumeIsToldHow() {
    assertEquals(
        Finding.failed(
            "warehouse",
            "WH is SUSPENDED, auto_resume = false; run: alter warehouse WH set auto_resume = true"),
        warehouse("SUSPENDED", "false"));
  }

  @Test
  void aWarehouseThatTheRoleCannotSeeIsAFailure() {
    assertEquals(Level.FAILED, SnowflakeChecks.virtualWarehouse("WH", List.of()).level());
    assertEquals(Level.FAILED, SnowflakeChecks.virtualWarehouse("", List.of()).level());
  }

  @Test
  void theRightsOfTheGrantsFileAreEnough() {
    assertEquals(
        Level.OK,
        SnowflakeChecks.rights(
                "R",
                "ML",
                List.of(
                    grant("CREATE TABLE", "SHOP.ML"),
                    grant("CREATE VIEW", "SHOP.ML"),
                    grant("CREATE STAGE", "SHOP.ML")))
            .level());
  }

  @Test
  void aRightOnAnotherSchemaIsNone() {
    Finding found =
        SnowflakeChecks.rights(
            "R",
            "ml",
            List.of(
                grant("CREATE TABLE", "SHOP.ML"),
                grant("CREATE VIEW", "SHOP.ML"),
                grant("CREATE STAGE", "SHOP.OTHER_ML")));
    assertEquals(Level.WARNING, found.level());
    assertTrue(found.text().startsWith("R itself lacks CREATE STAGE on schema ml; "), found.text());
  }

  @Test
  void aSentimentThatIsNullOrOutOfBoundsIsToldWhatToDoAbout() {
    assertEquals(Level.OK, DoctorJob.sentiment(OptionalDouble.of(-1)).level());
    assertEquals(
        Finding.failed(
            "sentiment",
            "SNOWFLAKE.CORTEX.SENTIMENT returned null for an English sentence, so no comment would be scored;"
                + " check that the model is available in the account's region"),
        DoctorJob.sentiment(OptionalDouble.empty()));
    assertEquals(Level.FAILED, DoctorJob.sentiment(OptionalDouble.of(1.5)).level());
    assertEquals(Level.FAILED, DoctorJob.sentiment(OptionalDouble.of(Double.NaN)).level());
  }

  private static Finding warehouse(String state, String resumes) {
    return SnowflakeChecks.virtualWarehouse(
        "WH", List.of(new ResultRow(Map.of("name", "WH", "state", state, "auto_resume", resumes))));
  }

  private static ResultRow grant(String privilege, String schema) {
    return new ResultRow(Map.of("privilege", privilege, "granted_on", "SCHEMA", "name", schema));
  }
}
