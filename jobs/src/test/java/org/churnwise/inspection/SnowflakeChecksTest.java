package org.churnwise.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.SentimentFunction;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.SentimentProbe;
import org.churnwise.inspection.Finding.Level;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void aFunctionThatWorksIsNamedAndSoIsWhatKeepsTheOtherFromIt() {
    assertEquals(
        Finding.ok(
            "sentiment",
            "AI_SENTIMENT does not work (no USE AI FUNCTIONS); SNOWFLAKE.CORTEX.SENTIMENT works;"
                + " the comments were scored by cortex"),
        SentimentChecks.finding(
            Optional.of(SentimentFunction.CORTEX),
            Optional.empty(),
            List.of(silent("no USE AI FUNCTIONS"), scores(-1))));
  }

  @ParameterizedTest
  @CsvSource({
    ", ai_sentiment, set sentiment.function = cortex or auto",
    "ai_sentiment, , score them anew with 'submit/churn ingest --rescore'",
    "ai_sentiment, cortex, score them anew with 'submit/churn ingest --rescore'"
  })
  void aFunctionThatIsNeededAndDoesNotWorkFails(String stored, String set, String advice) {
    Finding found =
        SentimentChecks.finding(
            Optional.ofNullable(stored).map(SentimentFunction::named),
            Optional.ofNullable(set).map(SentimentFunction::named),
            List.of(silent("no"), scores(0.5)));
    assertEquals(Level.FAILED, found.level());
    assertTrue(found.line().contains(advice), found::line);
  }

  @Test
  void withoutAFunctionThePrivilegesAreNamed() {
    for (double wrong : new double[] {1.5, Double.NaN}) {
      Finding none =
          SentimentChecks.finding(
              Optional.empty(), Optional.empty(), List.of(silent("no"), scores(wrong)));
      assertEquals(Level.FAILED, none.level());
      assertTrue(none.line().contains("USE AI FUNCTIONS"), none::line);
      assertTrue(none.line().contains("SNOWFLAKE.AI_FUNCTIONS_USER"), none::line);
    }
  }

  private static SentimentProbe scores(double score) {
    return new SentimentProbe(SentimentFunction.CORTEX, OptionalDouble.of(score), Optional.empty());
  }

  private static SentimentProbe silent(String why) {
    return new SentimentProbe(
        SentimentFunction.AI_SENTIMENT,
        OptionalDouble.empty(),
        Optional.of(ChurnException.warehouse(why, null)));
  }

  private static Finding warehouse(String state, String resumes) {
    return SnowflakeChecks.virtualWarehouse(
        "WH", List.of(new ResultRow(Map.of("name", "WH", "state", state, "auto_resume", resumes))));
  }

  private static ResultRow grant(String privilege, String schema) {
    return new ResultRow(Map.of("privilege", privilege, "granted_on", "SCHEMA", "name", schema));
  }
}
