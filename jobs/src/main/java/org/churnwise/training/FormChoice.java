package org.churnwise.training;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.churnwise.config.ModelForm;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.Intervals;

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

  private final Optional<ModelForm> configured;

  FormChoice(Optional<ModelForm> configured) {
    this.configured = configured;
  }

  /**
   * A chosen model.
   *
   * @param scores of the model, which the choice needed; empty where the form is configured
   */
  record Chosen(FittedModel model, Optional<LeftOutScores> scores) {}

  /**
   * A model in the configured form; if each training chooses, at the cost of a pass over the rows.
   *
   * @param line asked for only if needed
   * @param isLeftOut which rows neither trees nor line were fitted on
   */
  Chosen of(
      FittedModel trees,
      Supplier<LogisticBaseline> line,
      RowSource rows,
      RowSource.Filter isLeftOut) {
    ModelForm form = configured.orElse(ModelForm.BLEND);
    if (form == ModelForm.TREES) {
      return new Chosen(trees, Optional.empty());
    }
    FittedModel other = trees.blendedWith(line.get().part(form.linearShare()));
    if (configured.isPresent()) {
      return new Chosen(other, Optional.empty());
    }
    LeftOutScores scores = LeftOutScores.of(rows, isLeftOut, List.of(trees, other));
    return isAboveZero(gains(scores))
        ? new Chosen(trees, Optional.of(scores.ofModel(0)))
        : new Chosen(other, Optional.of(scores.ofModel(1)));
  }

  /** The form of a model. */
  static ModelForm of(FittedModel model) {
    return model
        .linear()
        .map(part -> part.share() == 1 ? ModelForm.LOGISTIC : ModelForm.BLEND)
        .orElse(ModelForm.TREES);
  }

  /** By how much the loss of the first model is lower than that of the second, by group. */
  private static double[] gains(LeftOutScores scores) {
    double[] gains = new double[GROUPS];
    for (int row = 0; row < scores.rows(); row++) {
      double gain = loss(scores, 1, row) - loss(scores, 0, row);
      gains[scores.customer()[row] % GROUPS] += Math.round(gain * UNIT);
    }
    return gains;
  }

  private static double loss(LeftOutScores scores, int model, int row) {
    double churns = scores.probability()[model][row];
    double ofOutcome = scores.churned()[row] ? churns : 1 - churns;
    return -StrictMath.log(Math.max(ofOutcome, Calibration.LEAST));
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
}
