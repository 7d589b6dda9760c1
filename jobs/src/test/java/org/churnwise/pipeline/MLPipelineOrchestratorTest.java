package org.churnwise.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.cli.Console;
import org.churnwise.config.RetrainSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.SourceFile;
import org.churnwise.stats.MetricStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The month loop over fake stages: three base months from January 2025, then two drift months.
 * Unless a test says otherwise two months are loaded before the first training, and an F1 below 0.5
 * is a reason to train again.
 */
class MLPipelineOrchestratorTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final SourceFile JANUARY = sales("2025-01");
  private static final SourceFile FEBRUARY = sales("2025-02");
  private static final SourceFile MARCH = sales("2025-03");
  private static final SourceFile APRIL = drift("sales", Optional.of(YearMonth.of(2025, 4)));
  private static final SourceFile MAY = drift("sales", Optional.of(YearMonth.of(2025, 5)));
  private static final SourceFile CUSTOMERS = file("customers", Optional.empty(), false);
  private static final SourceFile NEW_CUSTOMERS = drift("customers", Optional.empty());

  private final FakeStages stages = new FakeStages();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private RetrainSettings retrain = new RetrainSettings("breach", 0.5, 0, 0.95, "auc", false);
  private MonthPlan plan =
      MonthPlan.of(List.of(CUSTOMERS, NEW_CUSTOMERS, JANUARY, FEBRUARY, MARCH, APRIL, MAY));

  @Test
  void initLoadsTheCustomersAndNoMonth() {
    run(PipelineMode.INIT);
    assertCalls("ingest [customers]\n");
  }

  @Test
  void trainLoadsTheFirstMonthsThenTrainsAndScores() {
    run(PipelineMode.TRAIN);
    assertCalls(
        """
        ingest [sales_2025-01, customers]
        features 2025-02-01
        label 2025-02-01
        ingest [sales_2025-02]
        features 2025-02-01 2025-03-01
        label 2025-02-01 2025-03-01
        train 2025-03-01
        score 2025-03-01 by v1
        prediction drift 2025-03-01 of v1
        """);
  }

  @Test
  void trainAfterItsMonthsAreLoadedFinishesTheNewestAndTrains() {
    stages.withLoaded(JANUARY, FEBRUARY, CUSTOMERS);
    run(PipelineMode.TRAIN);
    assertCalls(
        """
        ingest []
        features 2025-02-01 2025-03-01
        label 2025-02-01 2025-03-01
        train 2025-03-01
        score 2025-03-01 by v1
        prediction drift 2025-03-01 of v1
        """);
  }

  @Test
  void trainWhoseModelIsRefusedEndsWithExit5AndScoresNothing() {
    stages.withFailure("2025-03-01", ChurnException.modelRefused("too few churned"));
    assertRefused(ExitCode.MODEL_REFUSED, PipelineMode.TRAIN);
    assertCalls("train 2025-03-01\n", "train", "score", "prediction drift");
  }

  @Test
  void trainWithoutASaleEndsWithExit3() {
    plan = MonthPlan.of(List.of(CUSTOMERS));
    assertRefused(ExitCode.DATA_REFUSED, PipelineMode.TRAIN);
    assertCalls("");
  }

  @Test
  void continuousGoesFromTheTrainingToTheLastBaseMonth() {
    run(PipelineMode.CONTINUOUS);
    assertCalls(
        """
        ingest [sales_2025-01, customers]
        features 2025-02-01
        label 2025-02-01
        ingest [sales_2025-02]
        features 2025-02-01 2025-03-01
        label 2025-02-01 2025-03-01
        train 2025-03-01
        score 2025-03-01 by v1
        prediction drift 2025-03-01 of v1
        ingest [sales_2025-03]
        features 2025-02-01 2025-03-01 2025-04-01
        label 2025-02-01 2025-03-01 2025-04-01
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        score 2025-04-01 by v1
        prediction drift 2025-04-01 of v1
        """);
  }

  /** The other stages, and the scoring itself, go on. */
  @Test
  void aStoppedChampionIsSaidAndTheLoopGoesOn() {
    stages.withStopped("model v1 is stopped: it ranked worse");
    run(PipelineMode.CONTINUOUS);
    assertNoted("score .*model v1 is stopped: it ranked worse; nobody is contacted");
    assertCalls("score 2025-03-01 by v1\nscore 2025-04-01 by v1\n", "score");
  }

  @Test
  void aBreachBesidesTheF1IsAReasonThatIsKept() {
    stages.withRealised("2025-04-01", 0.9).withChange("AUC 0.7 is below 0.8");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-03-01\ntrain 2025-04-01\n", "train");
    assertEquals(List.of("AUC 0.7 is below 0.8"), stages.because());
    assertNoted("retrain +2025-04-01 +BREACH: AUC 0.7 is below 0.8, retraining");
  }

  @Test
  void aBreachOfTheCalibrationAloneIsARecalibration() {
    stages.withRealised("2025-04-01", 0.9).withCalibrationAlone("slope 0.7 excludes 1");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-03-01\nrecalibrate\ntrain 2025-04-01\n", "train", "recalibrate");
    assertEquals(List.of("slope 0.7 excludes 1"), stages.because());
    assertNoted("retrain +2025-04-01 +BREACH: slope 0.7 excludes 1, recalibration");
  }

  @Test
  void aChampionThatCannotBeRecalibratedIsChallengedByANewModel() {
    stages
        .withRealised("2025-04-01", 0.9)
        .withCalibrationAlone("slope 0.7 excludes 1")
        .withoutRecalibration("training.calibration = off");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-03-01\ntrain 2025-04-01\n", "train", "recalibrate");
    assertNoted("retrain +2025-04-01 +training.calibration = off; a new model is trained");
  }

  @Test
  void anF1BelowTheThresholdIsNoMatterOfCalibration() {
    stages.withRealised("2025-04-01", 0.4).withCalibrationAlone("slope 0.7 excludes 1");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-03-01\ntrain 2025-04-01\n", "train", "recalibrate");
  }

  @Test
  void aChallengerIsTrainedWheneverLabelsBecomeFinal() {
    retrain = new RetrainSettings("challenge", 0.5, 0, 0.95, "auc", false);
    stages
        .withRealised("2025-05-01", 0.9)
        .withRealised("2025-06-01", MetricStatus.NO_DATA, OptionalDouble.empty());
    run(PipelineMode.ALL);
    assertCalls("train 2025-03-01\ntrain 2025-05-01\ntrain 2025-06-01\n", "train");
    assertNoted(
        "retrain +2025-05-01 +OK: F1 0.900 of v1 on 2025-04-01 .constant unknown. reaches 0.5; labels of"
            + " 2025-04-01 became FINAL, retraining");
  }

  @Test
  void aChampionThatWithstandsAChallengerIsRecalibratedIfItsCalibrationAloneIsWrong() {
    retrain = new RetrainSettings("challenge", 0.5, 0, 0.95, "auc", false);
    stages
        .withRealised("2025-04-01", 0.9)
        .withCalibrationAlone("slope 0.7 excludes 1")
        .withChampionKeptAt("2025-04-01");
    run(PipelineMode.CONTINUOUS);
    assertCalls(
        """
        train 2025-03-01
        train 2025-04-01
        recalibrate
        train 2025-04-01
        """,
        "train",
        "recalibrate");
    assertNoted(
        "retrain +2025-04-01 +BREACH: slope 0.7 excludes 1; .* FINAL,"
            + " retraining, and recalibration if the champion stays");
  }

  @Test
  void aChampionThatLostIsNotRecalibrated() {
    retrain = new RetrainSettings("challenge", 0.5, 0, 0.95, "auc", false);
    stages.withRealised("2025-04-01", 0.9).withCalibrationAlone("slope 0.7 excludes 1");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-03-01\ntrain 2025-04-01\n", "train", "recalibrate");
  }

  @Test
  void aChampionThatAPersonReplacedSinceIsNotRecalibrated() {
    retrain = new RetrainSettings("challenge", 0.5, 0, 0.95, "auc", false);
    stages
        .withLoaded(JANUARY, FEBRUARY, MARCH, CUSTOMERS)
        .withChampionOf("2025-03-01")
        .withChampionOf("2025-04-01")
        .withRealised("2025-04-01", 0.9)
        .withCalibrationAlone("slope 0.7 excludes 1")
        .withChampionKeptAt("2025-04-01");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-04-01\n", "train", "recalibrate");
  }

  @Test
  void aBreachOfAChampionThatAPersonReplacedSinceRecalibratesNoOther() {
    stages
        .withLoaded(JANUARY, FEBRUARY, MARCH, CUSTOMERS)
        .withChampionOf("2025-03-01")
        .withChampionOf("2025-04-01")
        .withRealised("2025-04-01", 0.9)
        .withCalibrationAlone("slope 0.7 excludes 1")
        .withTracking();
    run(PipelineMode.CONTINUOUS);
    assertCalls("track models\n", "train", "recalibrate", "track models");
    assertNoted("retrain +2025-04-01 +another model has replaced it since");
  }

  @Test
  void aRecalibrationThatTookOverIsMirroredByTheNextRun() {
    stages
        .withLoaded(JANUARY, FEBRUARY, MARCH, CUSTOMERS)
        .withChampionOf("2025-03-01")
        .withRecalibrationOf("2025-04-01")
        .withRealised("2025-04-01", 0.9)
        .withCalibrationAlone("slope 0.7 excludes 1");
    run(PipelineMode.CONTINUOUS);
    assertCalls("recalibrate\ntrain 2025-04-01\n", "train", "recalibrate");
  }

  @Test
  void aChampionThatWithstandsAChallengerAndCannotBeRecalibratedScoresOn() {
    retrain = new RetrainSettings("challenge", 0.5, 0, 0.95, "auc", false);
    stages
        .withRealised("2025-04-01", 0.9)
        .withCalibrationAlone("slope 0.7 excludes 1")
        .withChampionKeptAt("2025-04-01")
        .withoutRecalibration("training.calibration = off");
    run(PipelineMode.CONTINUOUS);
    assertCalls("train 2025-03-01\ntrain 2025-04-01\n", "train", "recalibrate");
    assertNoted("retrain +2025-04-01 +training.calibration = off *$");
  }

  @Test
  void aChallengerIsNotTrainedOnABrokenFeed() {
    retrain = new RetrainSettings("challenge", 0.5, 0, 0.95, "auc", false);
    stages.withRealised("2025-05-01", 0.9).withFeedFault("2025-05-01", "no comments");
    run(PipelineMode.ALL);
    assertCalls("train 2025-03-01\n", "train");
  }

  @Test
  void nothingIsTrainedAfterTheFirstIfSoConfigured() {
    retrain = new RetrainSettings("never", 0.5, 0, 0.95, "auc", false);
    stages.withRealised("2025-05-01", 0.1).withChange("AUC 0.7 is below 0.8");
    run(PipelineMode.ALL);
    assertCalls("train 2025-03-01\n", "train");
    assertNoted("retrain +2025-05-01 +BREACH: F1 0.100 .*retrain.when = never, no retraining");
  }

  @Test
  void driftGoesOnWithTheDriftMonthsAndTheirCustomers() {
    run(PipelineMode.DRIFT);
    assertCalls(
        """
        ingest [sales_2025-01, customers]
        ingest [sales_2025-02]
        ingest [sales_2025-03]
        ingest [new_sales_2025-04, new_customers]
        ingest [new_sales_2025-05]
        """,
        "ingest");
  }

  /** Each mode finishes the newest month first, which repeats what is done. */
  @Test
  void theModesOneAfterTheOtherDoWhatAllDoes() {
    String[] compared = {"train", "score", "feature drift", "prediction drift", "realised"};
    run(PipelineMode.ALL);
    FakeStages steps = new FakeStages();
    for (PipelineMode mode :
        List.of(PipelineMode.TRAIN, PipelineMode.CONTINUOUS, PipelineMode.DRIFT)) {
      run(steps, mode, NO_LIMIT);
    }
    assertEquals(
        stages.calls(compared).lines().distinct().toList(),
        steps.calls(compared).lines().distinct().toList());
  }

  @Test
  void allLoadsTheCustomersFirst() {
    run(PipelineMode.ALL);
    assertCalls(
        """
        ingest [customers]
        ingest [sales_2025-01]
        ingest [sales_2025-02]
        ingest [sales_2025-03]
        ingest [new_sales_2025-04, new_customers]
        ingest [new_sales_2025-05]
        """,
        "ingest");
  }

  @Test
  void driftWithoutABaseMonthTriesToTrainInEachMonth() {
    plan = MonthPlan.of(List.of(APRIL, MAY));
    stages.withFailure("2025-05-01", ChurnException.modelRefused("no FINAL label"));
    run(PipelineMode.DRIFT);
    assertCalls(
        """
        ingest [new_sales_2025-04]
        train 2025-05-01
        ingest [new_sales_2025-05]
        train 2025-06-01
        score 2025-06-01 by v1
        """,
        "ingest",
        "train",
        "score");
  }

  @Test
  void continuousWithoutABaseMonthDoesNothing() {
    plan = MonthPlan.of(List.of(APRIL, MAY));
    run(PipelineMode.CONTINUOUS);
    assertCalls("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | ingest [sales_2025-01, customers], ingest [sales_2025-02]
          1 | ingest [sales_2025-01, customers], ingest [sales_2025-02], ingest [sales_2025-03]
          """)
  void maxIterationsCountsTheMonthsAfterTheTraining(int limit, String ingests) {
    run(PipelineMode.DRIFT, limit);
    assertCalls(ingests.replace("], ", "]\n") + "\n", "ingest");
  }

  @Test
  void aRefusedModelIsNotedAndTheNextMonthTriesAgain() {
    stages.withFailure("2025-03-01", ChurnException.modelRefused("too few churned"));
    run(PipelineMode.CONTINUOUS);
    assertCalls(
        """
        train 2025-03-01
        train 2025-04-01
        score 2025-04-01 by v1
        prediction drift 2025-04-01 of v1
        """,
        "train",
        "score",
        "prediction drift",
        "performance",
        "feature drift");
    assertNoted("train +2025-03-01 .*too few churned");
  }

  @Test
  void anotherFailureOfTheTrainingEndsTheLoop() {
    stages.withFailure("2025-03-01", ChurnException.dataRefused("features of two versions"));
    assertRefused(ExitCode.DATA_REFUSED, PipelineMode.CONTINUOUS);
    assertCalls(
        """
        ingest [sales_2025-01, customers]
        ingest [sales_2025-02]
        train 2025-03-01
        """,
        "ingest",
        "train",
        "score");
  }

  @Test
  void aBreachTrainsAModelThatScoresTheSameMonth() {
    inProductionSinceMarch().withRealised("2025-04-01", 0.49);
    run(PipelineMode.CONTINUOUS);
    assertEquals(
        """
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        train 2025-04-01
        score 2025-04-01 by v2
        prediction drift 2025-04-01 of v2
        """,
        callsOfMarch());
    assertNoted("retrain +2025-04-01 .*BREACH");
  }

  @Test
  void aBreachAtASnapshotWithABrokenFeedTrainsNothingAndWarns() {
    inProductionSinceMarch()
        .withRealised("2025-04-01", 0.49)
        .withFeedFault("2025-04-01", "feed fault at 2025-04-01: no feedback in 2025-03");
    run(PipelineMode.CONTINUOUS);
    assertChampionScoresMarch();
    assertNoted("retrain +2025-04-01 .*BREACH.*no retraining: feed fault .* no feedback");
    assertNoted("score +2025-04-01 .*warning: feed fault .* no feedback");
  }

  /** The F1 is that of the snapshot a month before. */
  @Test
  void aBreachThatABrokenFeedExplainsTrainsNothing() {
    inProductionSinceMarch()
        .withRealised("2025-04-01", 0.49)
        .withFeedFault("2025-03-01", "feed fault at 2025-03-01: no feedback in 2025-02");
    run(PipelineMode.CONTINUOUS);
    assertChampionScoresMarch();
    assertNoted("retrain +2025-04-01 .*no retraining: feed fault at 2025-03-01");
  }

  @Test
  void anF1AtTheThresholdTrainsNothing() {
    inProductionSinceMarch().withRealised("2025-04-01", 0.5);
    run(PipelineMode.CONTINUOUS);
    assertChampionScoresMarch();
    assertNoted("retrain +2025-04-01 .*OK");
  }

  @Test
  void noFinalLabelIsNoEvidenceAndTrainsNothing() {
    inProductionSinceMarch();
    run(PipelineMode.CONTINUOUS);
    assertChampionScoresMarch();
    assertNoted("retrain +2025-04-01 .*NO_EVIDENCE");
  }

  @ParameterizedTest
  @EnumSource(value = MetricStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void anF1ThatCannotBeTrustedIsNoEvidenceAndTrainsNothing(MetricStatus status) {
    inProductionSinceMarch().withRealised("2025-04-01", status, OptionalDouble.empty());
    run(PipelineMode.CONTINUOUS);
    assertChampionScoresMarch();
    assertNoted("retrain +2025-04-01 .*NO_EVIDENCE");
  }

  @Test
  void aBreachWhoseTrainingIsRefusedLeavesTheChampionScoring() {
    inProductionSinceMarch()
        .withRealised("2025-04-01", 0.1)
        .withFailure("2025-04-01", ChurnException.modelRefused("too few churned"));
    run(PipelineMode.CONTINUOUS);
    assertEquals(
        """
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        train 2025-04-01
        score 2025-04-01 by v1
        prediction drift 2025-04-01 of v1
        """,
        callsOfMarch());
  }

  @Test
  void aChampionOfOtherFeaturesIsReplacedBeforeTheMonthIsScored() {
    inProductionSinceMarch().withOtherFeaturesOf("v1").withRealised("2025-04-01", 0.9);
    run(PipelineMode.CONTINUOUS);
    assertEquals(
        """
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        train 2025-04-01
        score 2025-04-01 by v2
        prediction drift 2025-04-01 of v2
        """,
        callsOfMarch());
    assertNoted("retrain +2025-04-01 .*v1 cannot score 2025-04-01");
  }

  @Test
  void aChampionOfOtherFeaturesThatIsKeptScoresNothingAndTheRunEndsWithExit5() {
    inProductionSinceMarch().withOtherFeaturesOf("v1").withChampionKeptAt("2025-04-01");
    ChurnException refused = assertRefused(ExitCode.MODEL_REFUSED, PipelineMode.CONTINUOUS);
    assertEquals("v1 cannot score 2025-04-01", refused.getMessage());
    assertEquals(
        """
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        train 2025-04-01
        """,
        callsOfMarch());
    assertNoted("score +2025-04-01 .*v1 cannot score 2025-04-01");
  }

  @Test
  void aMonthThatCannotBeScoredDoesNotStopTheNextOne() {
    inProductionSinceMarch().withOtherFeaturesOf("v1").withChampionKeptAt("2025-04-01");
    run(PipelineMode.DRIFT);
    assertCalls(
        """
        train 2025-03-01
        train 2025-04-01
        train 2025-05-01
        score 2025-05-01 by v2
        score 2025-06-01 by v2
        """,
        "train",
        "score");
  }

  @Test
  void aResumedRunFinishesTheNewestMonthFirst() {
    stages.withLoaded(JANUARY, FEBRUARY, CUSTOMERS).withChampionOf("2025-03-01");
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls(
        """
        ingest []
        features 2025-02-01 2025-03-01
        label 2025-02-01 2025-03-01
        train 2025-03-01
        score 2025-03-01 by v1
        prediction drift 2025-03-01 of v1
        """);
  }

  @Test
  void withAChampionNoMonthIsLoadedForATraining() {
    stages.withLoaded(JANUARY, CUSTOMERS).withChampionOf("2025-02-01");
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls("ingest []\n", "ingest");
  }

  @Test
  void aMonthThatIsFinishedLaterIsMonitoredWithTheModelOfThatTime() {
    stages
        .withLoaded(JANUARY, FEBRUARY, MARCH, CUSTOMERS)
        .withChampionOf("2025-03-01")
        .withChampionOf("2025-04-01")
        .withRealised("2025-04-01", 0.1);
    run(PipelineMode.CONTINUOUS);
    assertEquals(
        """
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        train 2025-04-01
        score 2025-04-01 by v2
        prediction drift 2025-04-01 of v2
        """,
        callsOfMarch());
  }

  @Test
  void aResumedRunWithoutAChampionFinishesTheNewestMonthBeforeItLoadsTheMissingOnes() {
    stages.withLoaded(JANUARY, CUSTOMERS);
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls(
        """
        ingest []
        features 2025-02-01
        label 2025-02-01
        ingest [sales_2025-02]
        features 2025-02-01 2025-03-01
        label 2025-02-01 2025-03-01
        train 2025-03-01
        score 2025-03-01 by v1
        prediction drift 2025-03-01 of v1
        """);
  }

  @Test
  void aResumedRunWithoutAChampionTriesToTrainOnTheNewestMonthAgain() {
    stages
        .withLoaded(JANUARY, FEBRUARY, CUSTOMERS)
        .withFailure("2025-03-01", ChurnException.modelRefused("too few churned"));
    run(PipelineMode.CONTINUOUS);
    assertCalls(
        """
        ingest []
        train 2025-03-01
        ingest [sales_2025-03]
        train 2025-04-01
        score 2025-04-01 by v1
        """,
        "ingest",
        "train",
        "score");
  }

  @Test
  void aLateFileRenewsTheSnapshotsOfAllLoadedMonths() {
    SourceFile late = file("sales", Optional.of(YearMonth.of(2024, 12)), false);
    plan = MonthPlan.of(List.of(late, JANUARY, FEBRUARY, MARCH));
    stages.withLoaded(JANUARY, FEBRUARY).withChampionOf("2025-02-01");
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls(
        """
        ingest [sales_2024-12]
        features 2025-01-01 2025-02-01 2025-03-01
        label 2025-01-01 2025-02-01 2025-03-01
        """,
        "ingest",
        "features",
        "label");
  }

  @Test
  void snapshotsOfAnotherFeatureViewAreComputedAndLabelledAgain() {
    stages.withComputedOtherwise("2024-12-15");
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls(
        """
        features 2024-12-15 2025-02-01
        label 2024-12-15 2025-02-01
        features 2024-12-15 2025-02-01 2025-03-01
        label 2024-12-15 2025-02-01 2025-03-01
        """,
        "features",
        "label");
  }

  @Test
  void everySnapshotWithoutFinalLabelsIsLabelled() {
    stages.withNotFinal("2024-12-15");
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls(
        """
        features 2025-02-01
        label 2024-12-15 2025-02-01
        features 2025-02-01 2025-03-01
        label 2024-12-15 2025-02-01 2025-03-01
        """,
        "features",
        "label");
  }

  @Test
  void aDeclaredWatermarkIsASnapshotOfItsOwn() {
    stages.withLoaded(JANUARY, FEBRUARY).withDeclaredWatermark("2025-03-05");
    run(PipelineMode.CONTINUOUS, 0);
    assertCalls(
        """
        features 2025-02-01 2025-03-01 2025-03-05
        train 2025-03-05
        score 2025-03-05 by v1
        """,
        "features",
        "train",
        "score");
  }

  @Test
  void modelsAreShownInMlflowAfterEachTraining() {
    stages.withTracking().withRealised("2025-04-01", 0.1);
    run(PipelineMode.CONTINUOUS);
    assertCalls(
        """
        train 2025-03-01
        track models
        score 2025-03-01 by v1
        train 2025-04-01
        track models
        score 2025-04-01 by v2
        """,
        "train",
        "track models",
        "score");
  }

  @Test
  void aRefusedModelIsShownInMlflowToo() {
    stages.withTracking().withFailure("2025-03-01", ChurnException.modelRefused("not sound"));
    assertRefused(ExitCode.MODEL_REFUSED, PipelineMode.TRAIN);
    assertCalls("train 2025-03-01\ntrack models\n", "train", "track models", "score");
  }

  @Test
  void theConsoleHasALineForEachMonthAndStageInTheirOrder() {
    stages.withTracking().withRealised("2025-04-01", 0.1);
    run(PipelineMode.ALL, 1);
    String stagesOfLines =
        output()
            .lines()
            .map(line -> line.strip().split(" +")[0] + " ")
            .reduce("", String::concat)
            .strip();
    assertEquals(
        "ingest"
            + " 2025-01 ingest features label"
            + " 2025-02 ingest features label train mlflow score monitor"
            + " 2025-03 ingest features label monitor retrain train mlflow score monitor",
        stagesOfLines);
  }

  /** March is still to come; v1 was trained on January and February. */
  private FakeStages inProductionSinceMarch() {
    return stages.withLoaded(JANUARY, FEBRUARY, CUSTOMERS).withChampionOf("2025-03-01");
  }

  private void assertChampionScoresMarch() {
    assertEquals(
        """
        monitor 2025-04-01 with v1
        realised after 2025-03-01 up to 2025-04-01
        score 2025-04-01 by v1
        prediction drift 2025-04-01 of v1
        """,
        callsOfMarch());
  }

  /** What follows the labels of the month of March. */
  private String callsOfMarch() {
    String labels = "label 2025-02-01 2025-03-01 2025-04-01\n";
    String calls = stages.calls();
    return calls.substring(calls.indexOf(labels) + labels.length());
  }

  private void run(PipelineMode mode) {
    run(mode, NO_LIMIT);
  }

  private void run(PipelineMode mode, int maxIterations) {
    run(stages, mode, maxIterations);
  }

  private void run(FakeStages of, PipelineMode mode, int maxIterations) {
    Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8));
    new MLPipelineOrchestrator(
            plan, new LoadedMonths(of::loadedFiles), of, new StageTimes(console), retrain)
        .run(mode, 2, maxIterations);
  }

  private ChurnException assertRefused(ExitCode expected, PipelineMode mode) {
    ChurnException refused = assertThrows(ChurnException.class, () -> run(mode));
    assertEquals(expected, refused.exitCode());
    return refused;
  }

  private void assertCalls(String expected, String... ofStages) {
    assertEquals(expected, stages.calls(ofStages));
  }

  private void assertNoted(String pattern) {
    assertTrue(output().lines().anyMatch(line -> line.matches(" *" + pattern + ".*")), output());
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static SourceFile sales(String month) {
    return file("sales", Optional.of(YearMonth.parse(month)), false);
  }

  private static SourceFile drift(String feed, Optional<YearMonth> month) {
    return file(feed, month, true);
  }

  private static SourceFile file(String feed, Optional<YearMonth> month, boolean drift) {
    String name = (drift ? "new_" : "") + feed + month.map(own -> "_" + own).orElse("");
    return new SourceFile(feed, "/data/" + name, name, month, drift, "hash of " + name, 10);
  }
}
