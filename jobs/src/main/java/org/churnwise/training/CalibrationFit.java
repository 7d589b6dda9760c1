package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.spark.ml.regression.IsotonicRegression;
import org.apache.spark.ml.regression.IsotonicRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.evaluation.CalibrationCells;
import org.churnwise.model.evaluation.CalibrationCells.Cell;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.stats.ClassThreshold;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.ScoreCell;
import org.churnwise.training.FormChoice.Chosen;
import org.churnwise.training.LeftOutCells.LeftOutCell;
import org.churnwise.warehouse.Warehouse;

/**
 * Fits calibration and threshold on customers left out of the fit. The booster has never seen them,
 * so its probabilities are out of fold; the rows that models are compared on are not used, see
 * {@link RowPart}.
 */
final class CalibrationFit {
  private static final String UNCALIBRATED = "uncalibrated";

  private final Warehouse warehouse;
  private final ScoreLanding landing;
  private final TrainingSettings settings;
  private final TrainingRules rules;
  private final RowPart part;

  CalibrationFit(Warehouse warehouse, ScoreLanding landing, TrainingRules rules, RowPart part) {
    this.warehouse = warehouse;
    this.landing = landing;
    this.settings = rules.training();
    this.rules = rules;
    this.part = part;
  }

  /** A calibrated model and its threshold. */
  record Learned(FittedModel model, double threshold, ModelCard.Answers answers) {}

  /**
   * Fits on rows that the model was not fitted on. Costs one pass over the data where their scores
   * are not known, and for a threshold by profit another one and a query; nothing if both are
   * switched off. Too little evidence leaves the booster's probabilities as they are and the
   * threshold as configured, with a note.
   */
  Learned learn(Chosen chosen, TrainingData data) {
    FittedModel model = chosen.model();
    String method = settings.answers().calibration();
    String thresholdBy = settings.answers().thresholdBy();
    if (method.equals("off") && thresholdBy.equals("fixed")) {
      return asFitted(model, 0, 0, null);
    }
    LeftOutScores scores =
        chosen
            .scores()
            .orElseGet(
                () ->
                    LeftOutScores.of(data.sourceOfLeftOut(part), part::isLeftOut, List.of(model)));
    List<LeftOutCell> cells = LeftOutCells.of(scores);
    long rows = sum(cells, Cell::rows);
    long positives = sum(cells, Cell::positives);
    MetricStatus status = rules.metricPolicy().statusOf(rows, positives);
    if (status != MetricStatus.OK) {
      return asFitted(
          model, rows, positives, "not enough left-out customers to calibrate: " + status);
    }
    Optional<Calibration> fitted = calibration(method, cells, data);
    Calibration calibration = fitted.orElse(Calibration.NONE);
    OptionalDouble best =
        switch (thresholdBy) {
          case "f1" -> ClassThreshold.byF1(calibrated(cells, calibration));
          case "profit" -> byProfit(model, data, calibration);
          default -> OptionalDouble.empty();
        };
    return new Learned(
        model.calibratedBy(calibration),
        best.orElse(settings.threshold()),
        new ModelCard.Answers(
            calibration,
            best.isPresent() ? thresholdBy : "fixed",
            rows,
            positives,
            note(fitted, best)));
  }

  /** A calibration keeps the order, so the best threshold is the same before and after it. */
  private OptionalDouble byProfit(FittedModel model, TrainingData data, Calibration calibration) {
    ContenderScoring scoring =
        new ContenderScoring(
            part, CustomerDraw.nobody(), LandedRow.of(UNCALIBRATED).scoring(model), List.of());
    LandedScores scores = data.land(landing, Set.of(UNCALIBRATED), scoring).get(UNCALIBRATED);
    OptionalDouble raw =
        new LeftOutProfit(warehouse, rules.value()).of(scores, part).bestThreshold();
    return raw.isPresent()
        ? OptionalDouble.of(calibration.of(raw.getAsDouble()))
        : OptionalDouble.empty();
  }

  private String note(Optional<Calibration> fitted, OptionalDouble best) {
    List<String> missing = new ArrayList<>();
    if (fitted.isEmpty()) {
      missing.add("Platt slope is not positive, so not calibrated");
    }
    if (best.isEmpty() && !settings.answers().thresholdBy().equals(CalibrationSettings.FIXED)) {
      missing.add(
          "no best threshold by "
              + settings.answers().thresholdBy()
              + ", using the configured one");
    }
    return missing.isEmpty() ? null : String.join("; ", missing);
  }

  private Learned asFitted(FittedModel model, long rows, long positives, String note) {
    return new Learned(
        model,
        settings.threshold(),
        new ModelCard.Answers(Calibration.NONE, "fixed", rows, positives, note));
  }

  private static Optional<Calibration> calibration(
      String method, List<LeftOutCell> cells, TrainingData data) {
    return switch (method) {
      case "platt" -> platt(cells);
      case "isotonic" -> Optional.of(isotonic(cells, data.spark()));
      default -> Optional.of(Calibration.NONE);
    };
  }

  private static Optional<Calibration> platt(List<LeftOutCell> cells) {
    return CalibrationCells.line(cells.stream().map(LeftOutCell::sums).toList())
        .filter(line -> line.slope() > 0)
        .map(line -> Calibration.platt(line.slope(), line.intercept()));
  }

  /** One small Spark job; each cell is weighted by its rows. */
  private static Calibration isotonic(List<LeftOutCell> cells, SparkSession spark) {
    StructType shape =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("probability", DataTypes.DoubleType)
            .add("row_count", DataTypes.DoubleType);
    List<Row> points =
        cells.stream()
            .map(LeftOutCell::sums)
            .map(
                cell -> {
                  double rows = cell.rows();
                  return RowFactory.create(
                      cell.positives() / rows, cell.probabilitySum() / rows, rows);
                })
            .toList();
    IsotonicRegressionModel fitted =
        new IsotonicRegression()
            .setFeaturesCol("probability")
            .setWeightCol("row_count")
            .fit(spark.createDataFrame(points, shape).coalesce(1));
    return Calibration.isotonic(fitted.boundaries().toArray(), fitted.predictions().toArray());
  }

  private static List<ScoreCell> calibrated(List<LeftOutCell> cells, Calibration calibration) {
    return cells.stream()
        .map(
            cell ->
                new ScoreCell(
                    calibration.of(cell.lowestProbability()),
                    calibration.of(cell.highestProbability()),
                    cell.sums().rows(),
                    cell.sums().positives()))
        .toList();
  }

  private static long sum(List<LeftOutCell> cells, ToLongFunction<Cell> count) {
    return cells.stream().map(LeftOutCell::sums).mapToLong(count).sum();
  }
}
