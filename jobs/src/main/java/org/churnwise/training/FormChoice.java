package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.config.ModelForm;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.stats.Intervals;
import org.churnwise.warehouse.RowFunction;

/**
 * Makes a model of trees and a logistic regression, in the configured form or in the one that
 * customers left out of both fits speak for: the blend, unless the trees have a lower log loss
 * beyond chance. Two models of different kinds err differently, so their mean is the better guess
 * where nothing is known.
 *
 * <p>A customer is in many snapshots, so rows are not independent; customers are. The standard
 * error is that of sums over {@link #GROUPS} random groups of customers (Wolter 2007, "Introduction
 * to Variance Estimation", chapter 2).
 */
final class FormChoice {
  private static final int GROUPS = 1000;
  private static final double UNIT = 1e9; // whole numbers add up to the same in any order

  private static final StructType SHAPE =
      new StructType()
          .add("customer_group", DataTypes.IntegerType)
          .add("loss_units", DataTypes.LongType);

  private final Optional<ModelForm> configured;

  FormChoice(Optional<ModelForm> configured) {
    this.configured = configured;
  }

  /**
   * A model in the configured form; if each training chooses, at the cost of a pass over the rows.
   *
   * @param line asked for only if needed
   * @param isLeftOut which rows neither trees nor line were fitted on
   */
  FittedModel of(
      FittedModel trees,
      Supplier<LogisticBaseline> line,
      RowSource rows,
      RowSource.Filter isLeftOut) {
    ModelForm form = configured.orElse(ModelForm.BLEND);
    if (form == ModelForm.TREES) {
      return trees;
    }
    FittedModel other = trees.blendedWith(line.get().part(form.linearShare()));
    return configured.isEmpty() && isBetter(trees, other, rows, isLeftOut) ? trees : other;
  }

  /** The form of a model. */
  static ModelForm of(FittedModel model) {
    return model
        .linear()
        .map(part -> part.share() == 1 ? ModelForm.LOGISTIC : ModelForm.BLEND)
        .orElse(ModelForm.TREES);
  }

  private static boolean isBetter(
      FittedModel trees, FittedModel blend, RowSource rows, RowSource.Filter isLeftOut) {
    RowFunction losses = new LossGains(isLeftOut, losses(trees), losses(blend));
    double[] gains = new double[GROUPS];
    for (Row part : rows.collect(losses, SHAPE)) {
      gains[part.getInt(0)] += part.getLong(1);
    }
    return isAboveZero(gains);
  }

  /** Whether a sum is above 0 by more than its standard error explains at the level of 95 %. */
  static boolean isAboveZero(double[] groups) {
    double sum = 0;
    for (double group : groups) {
      sum += group;
    }
    double squares = 0;
    for (double group : groups) {
      squares += Math.pow(group - sum / groups.length, 2);
    }
    double error = Math.sqrt(squares * groups.length / (groups.length - 1));
    return sum > Intervals.Z * error;
  }

  private static RowFunction losses(FittedModel model) {
    int label = TrainingData.shape().fieldIndex(ModelTrainer.LABEL);
    return new RowScoring(
        model,
        TrainingData.shape(),
        RowScoring.NOTHING,
        scored ->
            new Object[] {
              scored.customerId().hashCode() & Integer.MAX_VALUE,
              loss(scored.probability(), scored.row().getLong(label))
            });
  }

  private static double loss(double probability, long label) {
    double ofOutcome = label == 1 ? probability : 1 - probability;
    return -StrictMath.log(Math.max(ofOutcome, Calibration.LEAST));
  }

  /** Sums up by how much the trees' loss is lower, by group of customers. */
  private record LossGains(RowSource.Filter isLeftOut, RowFunction trees, RowFunction blend)
      implements RowFunction {
    @Override
    public Worker open() {
      Worker byTrees = trees.open();
      Worker byBlend = blend.open();
      return new Worker() {
        @Override
        public List<Row> made(List<Row> rows) {
          List<Row> leftOut = rows.stream().filter(isLeftOut::takes).toList();
          return leftOut.isEmpty() ? List.of() : sums(byTrees.made(leftOut), byBlend.made(leftOut));
        }

        @Override
        public void close() {
          byTrees.close();
          byBlend.close();
        }
      };
    }

    private static List<Row> sums(List<Row> trees, List<Row> blend) {
      Map<Integer, Long> sums = new TreeMap<>();
      for (int i = 0; i < trees.size(); i++) {
        double gain = blend.get(i).getDouble(1) - trees.get(i).getDouble(1);
        sums.merge(trees.get(i).getInt(0) % GROUPS, Math.round(gain * UNIT), Long::sum);
      }
      List<Row> made = new ArrayList<>();
      sums.forEach((group, sum) -> made.add(RowFactory.create(group, sum)));
      return made;
    }
  }
}
