package org.churnwise.report;

import static org.churnwise.report.PlantedRows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTemplateTest {
  private static final String MARKUP = "</script><script>alert(1)</script>";
  private static final int MOST_BYTES = 1_500_000;

  private static String render(PlantedRows planted) {
    return PageTemplate.render(ReportPage.of(planted.rows()));
  }

  /** Everything that comes from a file or a person: ids, reasons, places, files, messages. */
  private static PlantedRows planted() {
    LocalDate day = LocalDate.of(2025, 5, 1);
    return new PlantedRows()
        .loaded()
        .champion("v1")
        .auc("v1", 0.81, 0.78, 0.84, "OK")
        .drift(MARKUP, "BREACH")
        .alert("OPEN", "WARNING", MARKUP)
        .with(
            "segments",
            row(
                "snapshot_date",
                day,
                "model_version",
                "v1",
                "segment",
                "location=" + MARKUP,
                "value",
                0.8,
                "low",
                0.7,
                "high",
                0.9,
                "recency_value",
                0.6,
                "row_count",
                200L,
                "positives",
                90L,
                "status",
                "OK"))
        .with(
            "quarantine",
            row(
                "feed",
                "sales",
                "rule",
                "type",
                "column_name",
                MARKUP,
                "rows_waiting",
                3L,
                "files",
                1L,
                "last_file",
                MARKUP + ".csv"))
        .with(
            "contacts",
            row(
                "snapshot_date",
                day,
                "place",
                1L,
                "customer_id",
                MARKUP,
                "churn_probability",
                0.9,
                "expected_value_usd",
                12.0,
                "margin_usd",
                99.0,
                "reason_1",
                "place: " + MARKUP,
                "reason_1_value",
                0.5,
                "reason_2",
                null,
                "reason_2_value",
                null,
                "reason_3",
                null,
                "reason_3_value",
                null,
                "history_days",
                12L,
                "purchases",
                1L,
                "short_history",
                1L));
  }

  @Test
  void markupOfFilesAndPersonsStaysText() {
    String page = render(planted());
    assertFalse(page.contains("<script>alert"), "planted markup is part of the page");
    int scripts = page.split("<script", -1).length - 1;
    assertEquals(3, scripts, "data, library, script of the page");
  }

  @Test
  void dataHoldsNoMarkup() {
    String json = PageTemplate.json(Map.of("x", MARKUP + "<!--"));
    assertFalse(json.contains("<"), json);
    assertTrue(json.contains("\\u003c/script>"), json);
  }

  @Test
  void theTemplateLetsNothingThroughUnescaped() throws IOException {
    String template =
        Files.readString(Path.of("src/main/resources/org/churnwise/report/report.html"));
    assertFalse(template.contains("raw"), "the filter raw");
    assertFalse(template.contains("autoescape"), "the tag autoescape");
  }

  @Test
  void anEmptyDatabaseSaysSoEverywhere() {
    String page = render(new PlantedRows());
    assertTrue(page.contains("Nothing is loaded yet"));
    assertTrue(page.contains("class=\"state not-known\""));
    assertFalse(page.contains("role=\"img\""), "a picture without data");
  }

  @Test
  void aPageOfThreeYearsIsSmall() {
    PlantedRows planted = planted();
    for (int month = 0; month < 36; month++) {
      for (int feature = 0; feature < 25; feature++) {
        planted.with(
            "drift",
            row(
                "snapshot_date",
                LocalDate.of(2022, 1, 1).plusMonths(month),
                "model_version",
                "v1",
                "subject",
                "feature",
                "name",
                "feature_number_" + feature,
                "value",
                0.123456789 * feature,
                "threshold",
                0.2,
                "verdict",
                "OK",
                "kind",
                "behaviour",
                "reference_date",
                LocalDate.of(2021, 12, 1).plusMonths(month),
                "breach_since",
                null));
      }
    }
    int bytes = render(planted).length();
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
  }
}
