package org.churnwise.sentiment.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression with an L2 penalty, by LIBLINEAR's trust region Newton method (Fan et al.
 * 2008). It is deterministic: equal data give an equal model.
 */
final class Fit {
  private static final double TOLERANCE = 1e-4;
  private static final int NEUTRAL_COPIES = 300;

  /**
   * The value of the position that stands for the intercept; large, so that it is cheap. The
   * intercept does not leave the fit: people who write without words of mood are more often
   * displeased, which is right for reviews and wrong for neutral texts.
   */
  private static final double BIAS = 3;

  private final WordLists lists = WordLists.load();
  private final List<String> neutral;
  private final FitSettings settings;

  Fit(FitSettings settings) {
    this(settings, OwnTexts.neutral());
  }

  Fit(FitSettings settings, List<String> neutral) {
    this.settings = settings;
    this.neutral = neutral;
    Linear.disableDebugOutput();
  }

  /** Fits on all sentences of the sources, and the neutral ones as both positive and negative. */
  Weights on(List<Source> sources) {
    List<Example> examples = examples(sources);
    FeatureSpace space = new FeatureSpace(lists, examples, settings.fewestTexts());
    int bias = space.dimensions() + 1;
    List<Feature[]> rows = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (Example example : examples) {
      Feature[] vector = space.vector(example);
      Feature[] row = Arrays.copyOf(vector, vector.length + 1);
      row[vector.length] = new FeatureNode(bias, BIAS);
      for (int copy = 0; copy < example.copies(); copy++) {
        rows.add(row);
        labels.add(example.positive());
      }
    }
    double[] coefficients = fit(rows, labels, bias, settings.strength());
    return new Weights(space.folded(coefficients));
  }

  /**
   * The factor that makes held-out log odds probabilities (Platt 1999, without the offset, which
   * would give texts without a mood one).
   */
  static double slope(List<Double> logOdds, List<Boolean> positive) {
    List<Feature[]> rows =
        logOdds.stream().map(x -> new Feature[] {new FeatureNode(1, x)}).toList();
    double unpenalised = 1e6;
    return fit(rows, positive, 1, unpenalised)[0];
  }

  private List<Example> examples(List<Source> sources) {
    NamedFeatures features = new NamedFeatures();
    List<Example> examples = new ArrayList<>();
    for (Source source : sources) {
      for (LabelledText text : source.texts()) {
        examples.add(
            new Example(
                source.name(),
                features.of(text.text()),
                text.positive(),
                settings.copies(source.kind())));
      }
    }
    for (String text : neutral) {
      for (boolean positive : new boolean[] {true, false}) {
        examples.add(new Example(Example.NEUTRAL, features.of(text), positive, NEUTRAL_COPIES));
      }
    }
    return examples;
  }

  /** The coefficients of the positive class. */
  private static double[] fit(
      List<Feature[]> rows, List<Boolean> positive, int dimensions, double strength) {
    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = dimensions;
    problem.x = rows.toArray(Feature[][]::new);
    problem.y = positive.stream().mapToDouble(label -> label ? 1 : 0).toArray();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, strength, TOLERANCE));
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    return Arrays.stream(model.getFeatureWeights()).map(weight -> sign * weight).toArray();
  }
}
