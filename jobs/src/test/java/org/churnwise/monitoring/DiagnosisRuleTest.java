package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.DiagnosisSettings;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.monitoring.DiagnosisRule.Answer;
import org.churnwise.quality.Diagnosis;
import org.churnwise.quality.Diagnosis.Action;
import org.churnwise.quality.Diagnosis.Cause;
import org.churnwise.quality.Diagnosis.Confidence;
import org.churnwise.quality.Diagnosis.Evidence;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.Verdict;
import org.junit.jupiter.api.Test;

/** Each question, and that an earlier one goes before a later one. */
class DiagnosisRuleTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final DiagnosisRule RULE =
      new DiagnosisRule(new DiagnosisSettings(0.95, 2, 0.03, 0.2), 50);

  @Test
  void nothingDrifted() {
    Answer answer = ofData(finding("all", "age", 0.01), finding("all", "spend", 0.1));
    assertEquals(
        new Answer(Cause.NONE, Action.HOLD, Confidence.HIGH, "0 of 2 features drifted"), answer);
  }

  @Test
  void withoutAnyComparisonNothingIsKnown() {
    assertEquals(Cause.NO_EVIDENCE, RULE.ofData(List.of(), new DriftedParts(List.of())).cause());
  }

  @Test
  void aBrokenFeedGoesBeforeEverything() {
    Answer answer =
        RULE.ofData(
            List.of("no feedback in 2025-05 (accepted)"),
            parts(
                finding("all", "age", 0.3),
                finding("customers=new", "age", 0.9),
                finding("customers=earlier", "age", 0)));
    assertEquals(
        new Answer(
            Cause.FEED_FAULT,
            Action.STOP,
            Confidence.HIGH,
            "no feedback in 2025-05 (accepted); 1 of 1 features drifted: age (0.30)"),
        answer);
  }

  @Test
  void newcomersDifferAndEarlierCustomersDoNot() {
    Answer answer =
        ofData(
            finding("all", "age", 0.3),
            finding("customers=new", "age", 0.9),
            finding("customers=earlier", "age", 0),
            finding("all", "spend", 0.5),
            finding("customers=new", "spend", 0.5),
            finding("customers=earlier", "spend", 0.1));
    assertEquals(
        new Answer(
            Cause.POPULATION_CHANGE,
            Action.ALERT,
            Confidence.HIGH,
            "100 newcomers differ in age (0.90), earlier ones have not moved;"
                + " 2 of 2 features drifted"),
        answer);
  }

  @Test
  void newcomersThatDifferGoBeforeWhatEarlierOnesDo() {
    Answer answer =
        ofData(
            finding("all", "age", 0.3),
            finding("customers=new", "age", 0.9),
            finding("customers=earlier", "age", 0),
            finding("all", "spend", 0.5),
            finding("customers=earlier", "spend", 0.4));
    assertEquals(Cause.POPULATION_CHANGE, answer.cause());
    assertEquals(Confidence.MEDIUM, answer.confidence());
  }

  @Test
  void theSameCustomersMoved() {
    Answer answer =
        ofData(finding("all", "spend", 0.5), finding("customers=earlier", "spend", 0.45));
    assertEquals(
        new Answer(
            Cause.COVARIATE_CHANGE,
            Action.ALERT,
            Confidence.HIGH,
            "earlier customers moved in spend (0.45); 1 of 1 features drifted"),
        answer);
  }

  @Test
  void anAttributeThatEarlierCustomersChangedIsTheirs() {
    Answer answer =
        ofData(
            finding("all", "age", 0.3),
            finding("customers=new", "age", 0.9),
            finding("customers=earlier", "age", 0.2));
    assertEquals(Cause.COVARIATE_CHANGE, answer.cause());
  }

  /** 0.39 is less than twice the bound 0.2. */
  @Test
  void aBehaviourAloneNearItsBoundIsNoCause() {
    assertEquals(
        new Answer(
            Cause.NONE,
            Action.HOLD,
            Confidence.LOW,
            "spend (0.39) drifted alone, less than 2.0 times its bound 0.2"),
        ofData(finding("all", "spend", 0.39), finding("customers=earlier", "spend", 0.39)));
    assertEquals(
        Cause.COVARIATE_CHANGE,
        ofData(finding("all", "spend", 0.41), finding("customers=earlier", "spend", 0.41)).cause());
    assertEquals(
        Cause.COVARIATE_CHANGE,
        ofData(finding("all", "age", 0.04), finding("customers=earlier", "age", 0.04)).cause());
  }

  @Test
  void aModelThatRanksWorseWhereNothingMovedIsAConceptChange() {
    Answer answer = ofLabels(Cause.NONE, change(0.70, 1, 0, 0.90));
    assertEquals(Cause.CONCEPT_CHANGE, answer.cause());
    assertEquals(Action.RETRAIN, answer.action());
    assertEquals(
        "the customers have not changed, and the model ranks worse:"
            + " AUC 0.700 (0.680 to 0.720), on 2025-01-01 0.900 (0.880 to 0.920)",
        answer.reason());
  }

  /** The intervals are 0.04 wide: 0.87 and 0.90 meet, 0.85 and 0.90 do not. */
  @Test
  void aLossWithinChanceIsNone() {
    assertEquals(Cause.NONE, ofLabels(Cause.NONE, change(0.87, 1, 0, 0.90)).cause());
    assertEquals(Cause.CONCEPT_CHANGE, ofLabels(Cause.NONE, change(0.85, 1, 0, 0.90)).cause());
    assertEquals(Cause.NONE, ofLabels(Cause.NONE, change(0.95, 1, 0, 0.90)).cause());
  }

  @Test
  void aModelThatRanksAsBeforeWithOtherProbabilitiesIsACalibrationChange() {
    Answer answer = ofLabels(Cause.NONE, change(0.90, 1, 0.5, 0.90));
    assertEquals(Cause.CALIBRATION_CHANGE, answer.cause());
    assertEquals(Action.RECALIBRATE, answer.action());
    assertEquals(Confidence.HIGH, answer.confidence());
    assertEquals(
        Cause.CALIBRATION_CHANGE, ofLabels(Cause.NONE, change(0.90, 0.7, 0, 0.90)).cause());
    assertEquals(Cause.NONE, ofLabels(Cause.NONE, change(0.90, 0.9, 0.1, 0.90)).cause());
  }

  @Test
  void labelsSayWhatToDoWhereTheCustomersChanged() {
    Answer worse = ofLabels(Cause.POPULATION_CHANGE, change(0.70, 1, 0, 0.90));
    assertEquals(Cause.POPULATION_CHANGE, worse.cause());
    assertEquals(Action.RETRAIN, worse.action());
    assertTrue(worse.reason().startsWith("why; the model ranks worse: AUC 0.700"), worse::reason);
    assertEquals(Action.HOLD, ofLabels(Cause.COVARIATE_CHANGE, change(0.90, 1, 0, 0.90)).action());
    assertEquals(
        Action.RECALIBRATE, ofLabels(Cause.COVARIATE_CHANGE, change(0.90, 1, 0.5, 0.90)).action());
  }

  @Test
  void labelsNeverTurnABrokenFeedIntoARetraining() {
    Answer answer = ofLabels(Cause.FEED_FAULT, change(0.60, 1, 2, 0.90));
    assertEquals(Cause.FEED_FAULT, answer.cause());
    assertEquals(Action.ALERT, answer.action()); // that of the first diagnosis, which was given so
  }

  @Test
  void withoutPredictionsTheFirstDiagnosisStands() {
    assertEquals(
        Cause.COVARIATE_CHANGE,
        RULE.ofLabels(Optional.of(first(Cause.COVARIATE_CHANGE)), Optional.empty()).cause());
    assertEquals(Cause.NO_EVIDENCE, RULE.ofLabels(Optional.empty(), Optional.empty()).cause());
  }

  private static Answer ofData(DriftFinding... findings) {
    return RULE.ofData(List.of(), parts(findings));
  }

  private static DriftedParts parts(DriftFinding... findings) {
    return new DriftedParts(List.of(findings));
  }

  private static Answer ofLabels(Cause first, ModelChange change) {
    return RULE.ofLabels(Optional.of(first(first)), Optional.of(change));
  }

  private static Diagnosis first(Cause cause) {
    return new Diagnosis(
        JUNE,
        Evidence.DATA,
        JUNE,
        JUNE,
        "v1",
        cause,
        Action.ALERT,
        Confidence.HIGH,
        "why",
        List.of(),
        Optional.empty());
  }

  /** Age is an attribute (bound 0.03), everything else a behaviour (bound 0.2). */
  private static DriftFinding finding(String segment, String name, double value) {
    boolean isAttribute = name.equals("age");
    double threshold = isAttribute ? 0.03 : 0.2;
    Verdict verdict = value > threshold ? Verdict.BREACH : Verdict.OK;
    boolean isYoung = segment.equals("customers=new") && !isAttribute;
    return new DriftFinding(
        "feature",
        name,
        "snapshot 2025-05-01",
        OptionalDouble.of(value),
        threshold,
        isYoung ? Verdict.NO_EVIDENCE : verdict,
        segment,
        isAttribute ? FeatureKind.ATTRIBUTE : FeatureKind.BEHAVIOUR,
        Optional.of(LocalDate.of(2025, 5, 1)),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        100,
        100,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /** Intervals reach 0.02 to either side; before, the slope was 1 and the intercept 0. */
  private static ModelChange change(double auc, double slope, double intercept, double before) {
    return new ModelChange(
        "on 2025-01-01",
        metric(auc),
        metric(before),
        metric(slope),
        metric(1),
        metric(intercept),
        metric(0));
  }

  private static RealisedMetric metric(double value) {
    return new RealisedMetric(
        JUNE,
        "v1",
        "any",
        MetricStatus.OK,
        OptionalDouble.of(value),
        OptionalDouble.of(value - 0.02),
        OptionalDouble.of(value + 0.02),
        OptionalDouble.empty());
  }
}
