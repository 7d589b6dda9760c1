package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.WorthAlert;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A champion that ranks worse than the recency rule is stopped until there is other evidence. */
@Slow
class WorthlessModelTest extends MonitoringRows {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);

  /** The model has it the wrong way round, AUC 0; the longest silent churned, AUC 1 of the rule. */
  private static final String INVERTED =
      """
      customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
      A           | 0.8               | 1               | 0       | 1
      B           | 0.7               | 1               | 0       | 2
      C           | 0.3               | 0               | 1       | 40
      D           | 0.2               | 0               | 1       | 50
      """;

  private static final String CONSTANT = INVERTED.replaceAll("0\\.[2378]", "0.5");

  private static final String SOUND =
      """
      customer_id | churn_probability | churn_predicted | churned | days_since_last_purchase
      A           | 0.2               | 0               | 0       | 1
      B           | 0.3               | 0               | 0       | 2
      C           | 0.7               | 1               | 1       | 40
      D           | 0.8               | 1               | 1       | 50
      """;

  @BeforeEach
  void v1IsChampion() {
    trained("v1", MAY);
    promote("v1", Optional.empty());
  }

  @Test
  void anInvertedConceptStopsTheChampion() {
    judged(JUNE, INVERTED);
    monitor("r1").trackPerformance(false);
    assertEquals(
        TextTable.expected(
            "worth | value | constant_gain_low | constant_gain_high | recency_gain_low | recency_gain_high\n"
                + "BREACH | 0.0 | -0.5 | -0.5 | -1.0 | -1.0"),
        temporary.rows(
            new Sql("test", "select * from model_performance where worth is not null", Map.of()),
            "worth",
            "value",
            "constant_gain_low",
            "constant_gain_high",
            "recency_gain_low",
            "recency_gain_high"));
    assertEquals(
        "CRITICAL OPEN model v1 is stopped: on 2025-06-01 it ranked worse than the recency rule beyond"
            + " chance, AUC 0.000 against 1.000, gain -1.000 to -1.000; there is no contact list by it: "
            + ModelWorth.REMEDY,
        alert());
    assertTrue(isStopped("v1"));
  }

  @Test
  void aConstantStopsIfTheRuleRanks() {
    judged(JUNE, CONSTANT);
    monitor("r1").trackPerformance(false);
    assertTrue(isStopped("v1"));
  }

  @Test
  void newerEvidenceClears() {
    judged(JUNE, INVERTED);
    monitor("r1").trackPerformance(false);
    judged(JULY, SOUND);
    monitor("r2").trackPerformance(false);
    assertTrue(alert().startsWith("CRITICAL RESOLVED"), alert());
    assertEquals(false, isStopped("v1"));
  }

  @Test
  void olderEvidenceDoesNotClear() {
    judged(JULY, INVERTED);
    monitor("r1").trackPerformance(false);
    judged(JUNE, SOUND);
    monitor("r2").trackPerformance(false);
    assertTrue(alert().startsWith("CRITICAL OPEN"), alert());
    assertTrue(isStopped("v1"));
  }

  @Test
  void missingEvidenceNeitherStopsNorClears() {
    judged(JUNE, INVERTED);
    monitor("r1", "monitoring.min-rows=5").trackPerformance(false);
    assertEquals(0, temporary.count(Tables.ALERTS));
    assertEquals(false, isStopped("v1"));

    monitor("r2").trackPerformance(true);
    judged(JULY, INVERTED.replace("| 0       |", "| 1       |")); // one class
    monitor("r3").trackPerformance(false);
    assertTrue(alert().startsWith("CRITICAL OPEN"), alert());
    assertTrue(isStopped("v1"));
  }

  /** What a model makes of snapshots from before its training was never in production. */
  @Test
  void snapshotsFromBeforeTheTrainingAreNoEvidence() {
    judged(LocalDate.of(2025, 4, 1), INVERTED);
    monitor("r1").trackPerformance(false);
    assertEquals(false, isStopped("v1"));
  }

  @Test
  void anotherChampionClosesTheAlertAndARollbackOpensItAgain() {
    judged(JUNE, INVERTED);
    monitor("r1").trackPerformance(false);
    trained("v2", JULY);
    promote("v2", Optional.of("v1"));
    assertTrue(alert().startsWith("CRITICAL RESOLVED"), alert());
    promote("v1", Optional.of("v2"));
    assertTrue(alert().startsWith("CRITICAL OPEN"), alert());
  }

  private void promote(String version, Optional<String> before) {
    Ledger ledger = temporary.ledger("by hand " + version, JULY);
    ModelRegistry registry = new ModelRegistry(temporary.warehouse(), ledger);
    String id = version + " after " + before;
    registry.add(new ModelDecision(id, JULY, version, before, Outcome.PROMOTED, "test", "{}"));
    new AlertManager(temporary.warehouse(), ledger)
        .make(WorthAlert.of(registry.champion(), temporary.warehouse()));
  }

  private boolean isStopped(String version) {
    ModelRegistry registry = new ModelRegistry(temporary.warehouse(), temporary.ledger());
    return ModelWorth.stopping(temporary.warehouse(), registry.version(version)).isPresent();
  }

  private String alert() {
    String query = "select severity, state, message from alerts where subject = 'worth'";
    List<ResultRow> rows = temporary.warehouse().query(new Sql("test", query, Map.of()));
    assertEquals(1, rows.size());
    ResultRow row = rows.get(0);
    return "%s %s %s".formatted(row.string("severity"), row.string("state"), row.string("message"));
  }
}
