package org.churnwise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.churnwise.report.ReportState.Level;
import org.churnwise.run.DataFault;
import org.junit.jupiter.api.Test;

class ReportStateTest {
  private static ReportState of(PlantedRows planted) {
    return ReportState.of(planted.rows());
  }

  /** Judged well, nothing drifted, nothing open, sales of yesterday. */
  private static PlantedRows good() {
    return new PlantedRows()
        .loaded()
        .champion("v1")
        .auc("v1", 0.81, 0.78, 0.84, "OK")
        .drift("age", "OK");
  }

  @Test
  void anEmptyDatabaseIsNotKnown() {
    ReportState state = of(new PlantedRows());
    assertEquals(Level.NOT_KNOWN, state.level());
    assertEquals("Nothing is loaded yet", state.sentence());
    assertEquals("submit/churn pipeline --mode all", state.next().command());
  }

  @Test
  void withoutAChampionNothingIsKnown() {
    ReportState state = of(new PlantedRows().loaded());
    assertEquals(Level.NOT_KNOWN, state.level());
    assertEquals("No model is in production yet", state.sentence());
    assertEquals("0 snapshots have final labels.", state.evidence().get(0));
  }

  @Test
  void aChampionWithoutFinalLabelsIsNotKnown() {
    ReportState state = of(new PlantedRows().loaded().champion("v1").drift("age", "OK"));
    assertEquals(Level.NOT_KNOWN, state.level());
    assertEquals("Nobody knows yet how good model v1 is in production", state.sentence());
  }

  @Test
  void whatThePredecessorReachedSaysNothingOfTheChampion() {
    ReportState state =
        of(new PlantedRows().loaded().champion("v2").auc("v1", 0.81, 0.78, 0.84, "OK"));
    assertEquals(Level.NOT_KNOWN, state.level());
    assertTrue(
        state
            .evidence()
            .get(0)
            .endsWith("Before it, v1 reached AUC 0.810 [0.780, 0.840] on 2025-05-01."),
        state.evidence()::toString);
  }

  @Test
  void aMetricWithoutAValueIsNotKnown() {
    ReportState state =
        of(new PlantedRows().loaded().champion("v1").auc("v1", null, null, null, "TOO_FEW"));
    assertEquals(Level.NOT_KNOWN, state.level());
    assertEquals("AUC on 2025-05-01: TOO_FEW.", state.evidence().get(0));
  }

  @Test
  void anIntervalAboveBothBaselinesIsGood() {
    ReportState state = of(good());
    assertEquals(Level.GOOD, state.level());
    assertEquals("Model v1 ranks well", state.sentence());
    assertEquals(
        "AUC 0.810 [0.780, 0.840] on 2025-05-01; the recency rule reaches 0.700, a constant 0.500.",
        state.evidence().get(0));
    assertEquals("None of 1 distributions drifted at 2025-06-01.", state.evidence().get(1));
  }

  @Test
  void anIntervalThatHoldsTheRecencyRuleIsNotGood() {
    ReportState state =
        of(
            new PlantedRows()
                .loaded()
                .champion("v1")
                .auc("v1", 0.72, 0.69, 0.75, "OK")
                .drift("age", "OK"));
    assertEquals(Level.WATCH, state.level());
    assertEquals("Model v1 does not clearly beat the recency rule", state.sentence());
  }

  @Test
  void worseThanTheRecencyRuleIsToBeActedOn() {
    ReportState state =
        of(new PlantedRows().loaded().champion("v1").auc("v1", 0.62, 0.59, 0.65, "OK"));
    assertEquals(Level.ACT, state.level());
    assertEquals("Model v1 ranks worse than the recency rule", state.sentence());
  }

  @Test
  void driftIsNamed() {
    ReportState state = of(good().drift("location", "BREACH"));
    assertEquals(Level.WATCH, state.level());
    assertEquals(
        "At 2025-06-01 1 of 2 distributions had drifted: location.", state.evidence().get(1));
  }

  @Test
  void driftWithoutEvidenceIsNotGood() {
    ReportState state =
        of(
            new PlantedRows()
                .loaded()
                .champion("v1")
                .auc("v1", 0.81, 0.78, 0.84, "OK")
                .drift("age", "NO_EVIDENCE"));
    assertEquals(Level.WATCH, state.level());
    assertEquals("There is no evidence about drift at 2025-06-01.", state.evidence().get(1));
  }

  @Test
  void onlyAnAlertThatNobodyResolvedIsOpen() {
    assertEquals(Level.GOOD, of(good().alert("RESOLVED", "CRITICAL", "over")).level());
    ReportState state =
        of(
            good()
                .alert("OPEN", "WARNING", "F1 is low")
                .alert("ACKNOWLEDGED", "WARNING", "F1 was low"));
    assertEquals(Level.WATCH, state.level());
    assertTrue(state.evidence().contains("2 alerts are open."), state.evidence()::toString);
  }

  @Test
  void aCriticalAlertIsToBeActedOn() {
    assertEquals(Level.ACT, of(good().alert("OPEN", "CRITICAL", "a feed is broken")).level());
  }

  @Test
  void aStoppedChampionIsSaidWithWhatToDo() {
    ReportState state =
        of(good().alert("OPEN", "CRITICAL", "performance worth", "model v1 is stopped"));
    assertEquals(Level.ACT, state.level());
    assertTrue(
        state
            .evidence()
            .contains("1 alert is open. There is no contact list: model v1 is stopped."),
        state.evidence()::toString);
    assertEquals("submit/churn train", state.next().command());
  }

  @Test
  void aFaultThatNobodyAcceptedIsSaid() {
    LocalDate first = LocalDate.of(2025, 5, 1);
    DataFault fault =
        new DataFault(DataFault.Kind.SCALE, "total_amount", first, first.plusDays(30), false);
    ReportState state = of(good().with(fault));
    assertEquals(Level.WATCH, state.level());
    assertTrue(
        state.evidence().contains("The data has faults: " + fault.spoken() + "."),
        state.evidence()::toString);
  }
}
