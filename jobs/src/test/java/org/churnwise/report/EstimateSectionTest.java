package org.churnwise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Estimates of months without labels. */
class EstimateSectionTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);

  @Test
  void theHeadingSaysWhatToExpectAndIfWhat() {
    Section section =
        EstimateSection.of(new PlantedRows().estimates(JUNE, "OK", null, null).rows());
    assertEquals(
        "For 2025-06-01 AUC is expected to be 0.890 [0.880, 0.900], if customers still answer as on"
            + " 2025-05-01",
        section.heading());
    assertEquals(
        List.of(
            List.of(
                "2025-06-01",
                "v1",
                "OK",
                "0.890 [0.880, 0.900]",
                "–",
                "0.130 [0.120, 0.140]",
                "–",
                "2025-05-01",
                "–")),
        section.table().rows());
  }

  @Test
  void anEstimateThatIsNotTrustedHasNoBandAndAReason() {
    Section section =
        EstimateSection.of(
            new PlantedRows().estimates(JUNE, "UNTRUSTED", "location drifted", null).rows());
    assertEquals(
        "For 2025-06-01 the expected AUC of 0.890 is not to be trusted: location drifted",
        section.heading());
    assertEquals(Arrays.asList((Double) null), section.charts().get(0).data().get("low"));
    assertEquals(List.of("UNTRUSTED"), section.charts().get(0).data().get("status"));
  }

  @Test
  void bandsThatMissedTooOftenSaySo() {
    PlantedRows rows = new PlantedRows();
    for (int month = 1; month <= 5; month++) {
      rows.estimates(LocalDate.of(2025, month, 1), "OK", null, month <= 3 ? 0.895 : 0.7);
    }
    String lead = EstimateSection.of(rows.rows()).lead();
    assertTrue(
        lead.contains(
            "Its bands have held the realised AUC in 3 of 5 months, too few to rely on them."),
        lead);
  }

  @Test
  void withoutEstimatesTheTableSaysWhatIsMissing() {
    Section section = EstimateSection.of(new PlantedRows().rows());
    assertEquals("Nothing has been estimated yet", section.heading());
    assertTrue(section.charts().isEmpty());
  }

  /** What is realised needs no estimate any more. */
  @Test
  void theStateTellsTheEstimateUntilLabelsCome() {
    String pending =
        "For 2025-06-01 AUC is expected to be 0.890 [0.880, 0.900], if customers still";
    PlantedRows before =
        new PlantedRows().loaded().champion("v1").estimates(JUNE, "OK", null, null);
    PlantedRows after = new PlantedRows().loaded().champion("v1").estimates(MAY, "OK", null, 0.89);
    assertTrue(String.join(" ", ReportState.of(before.rows()).evidence()).contains(pending));
    assertFalse(String.join(" ", ReportState.of(after.rows()).evidence()).contains("expected"));
  }
}
