package org.churnwise.config;

/**
 * How a model is fitted. XGBoost's names are in brackets.
 *
 * @param seed seed of every random choice
 * @param testSize share of customers left out of the fit, in (0, 1)
 * @param rounds trees [num_round]
 * @param maxDepth levels of a tree [max_depth]
 * @param learningRate shrinkage of each tree, in (0, 1] [eta]
 * @param subsample share of rows of each tree, in (0, 1]
 * @param columnSample share of columns of each tree, in (0, 1] [colsample_bytree]
 * @param minChildWeight least sum of hessians in a leaf [min_child_weight]
 * @param lambda L2 penalty on leaf weights
 * @param workers XGBoost workers; a different number gives a different model
 * @param threshold churn probability from which a customer is predicted to churn, in [0, 1], where
 *     it is not learned
 * @param answers calibration and threshold, learned from the customers left out of the fit
 * @param tuning how hyperparameters are chosen, and the constraints of every fit
 * @param inputs what the model sees of the features
 */
public record TrainingSettings(
    long seed,
    double testSize,
    int rounds,
    int maxDepth,
    double learningRate,
    double subsample,
    double columnSample,
    double minChildWeight,
    double lambda,
    int workers,
    double threshold,
    CalibrationSettings answers,
    TuningSettings tuning,
    InputSettings inputs) {
  public TrainingSettings {
    SettingKey.TRAINING_SEED.require(seed);
    SettingKey.TRAINING_TEST_SIZE.require(testSize);
    SettingKey.TRAINING_ROUNDS.require(rounds);
    SettingKey.TRAINING_MAX_DEPTH.require(maxDepth);
    SettingKey.TRAINING_LEARNING_RATE.require(learningRate);
    SettingKey.TRAINING_SUBSAMPLE.require(subsample);
    SettingKey.TRAINING_COLUMN_SAMPLE.require(columnSample);
    SettingKey.TRAINING_MIN_CHILD_WEIGHT.require(minChildWeight);
    SettingKey.TRAINING_LAMBDA.require(lambda);
    SettingKey.TRAINING_WORKERS.require(workers);
    SettingKey.TRAINING_THRESHOLD.require(threshold);
  }

  /** A fit on every feature and level. */
  public TrainingSettings(
      long seed,
      double testSize,
      int rounds,
      int maxDepth,
      double learningRate,
      double subsample,
      double columnSample,
      double minChildWeight,
      double lambda,
      int workers,
      double threshold,
      CalibrationSettings answers,
      TuningSettings tuning) {
    this(
        seed,
        testSize,
        rounds,
        maxDepth,
        learningRate,
        subsample,
        columnSample,
        minChildWeight,
        lambda,
        workers,
        threshold,
        answers,
        tuning,
        InputSettings.ALL);
  }

  /** A plain fit: no search, no constraints, no calibration. */
  public TrainingSettings(
      long seed,
      double testSize,
      int rounds,
      int maxDepth,
      double learningRate,
      double subsample,
      double columnSample,
      double minChildWeight,
      double lambda,
      int workers,
      double threshold) {
    this(
        seed,
        testSize,
        rounds,
        maxDepth,
        learningRate,
        subsample,
        columnSample,
        minChildWeight,
        lambda,
        workers,
        threshold,
        CalibrationSettings.AS_FITTED,
        TuningSettings.NONE);
  }

  /** The configured hyperparameters. */
  public Hyperparameters hyperparameters() {
    return new Hyperparameters(
        rounds,
        maxDepth,
        learningRate,
        subsample,
        columnSample,
        minChildWeight,
        lambda,
        tuning.positiveWeight());
  }
}
