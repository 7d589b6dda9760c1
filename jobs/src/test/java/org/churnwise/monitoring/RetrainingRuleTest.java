package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.RetrainSettings;
import org.churnwise.stats.MetricStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F1 is to reach 0.75. */
class RetrainingRuleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          breach    | 0.80 | slope 0.7        | true  | RECALIBRATION
          breach    | 0.80 | AUC 0.7;slope 0.7| false | NEW_MODEL
          breach    | 0.70 | slope 0.7        | true  | NEW_MODEL
          breach    | 0.80 |                  | false | NONE
          breach    |      | slope 0.7        | true  | RECALIBRATION
          breach    |      |                  | false | NONE
          challenge | 0.80 |                  | false | NEW_MODEL
          challenge |      |                  | false | NEW_MODEL
          challenge | 0.80 | AUC 0.7;slope 0.7| false | NEW_MODEL
          challenge | 0.70 | slope 0.7        | true  | NEW_MODEL
          challenge | 0.80 | slope 0.7        | true  | NEW_MODEL_ELSE_RECALIBRATION
          never     | 0.80 | slope 0.7        | true  | NONE
          """)
  void whatIsTrained(
      String when,
      Double f1,
      String changes,
      boolean isCalibrationAlone,
      RetrainingRule.Remedy expected) {
    RetrainingRule.Retraining decision =
        new RetrainingRule(new RetrainSettings(when, 0.75, 0, 0.95, "auc", false))
            .decide(
                Optional.of(score(f1)),
                changes == null ? List.of() : List.of(changes.split(";")),
                isCalibrationAlone);
    assertEquals(expected, decision.remedy());
  }

  @Test
  void withoutFinalLabelsThereIsNoEvidenceOfAnything() {
    RetrainingRule.Retraining decision =
        new RetrainingRule(new RetrainSettings("breach", 0.75, 0, 0.95, "auc", false))
            .decide(Optional.empty(), List.of("slope 0.7"), true);
    assertEquals("NO_EVIDENCE: no labels became FINAL, no retraining", spoken(decision));
  }

  @Test
  void aFaultHoldsARecalibrationToo() {
    RetrainingRule.Retraining decision =
        new RetrainingRule(new RetrainSettings("breach", 0.75, 0, 0.95, "auc", false))
            .decide(Optional.of(score(0.8)), List.of("slope 0.7"), true);
    assertEquals("BREACH: slope 0.7, recalibration", spoken(decision));
    assertEquals(
        "BREACH: slope 0.7, no retraining: no comments",
        decision.spoken(Optional.of("no comments")));
  }

  private static String spoken(RetrainingRule.Retraining decision) {
    return decision.spoken(Optional.empty());
  }

  private static RealisedScore score(Double f1) {
    return new RealisedScore(
        LocalDate.of(2025, 4, 1),
        "v1",
        f1 == null ? MetricStatus.TOO_FEW : MetricStatus.OK,
        f1 == null ? OptionalDouble.empty() : OptionalDouble.of(f1),
        OptionalDouble.empty());
  }
}
