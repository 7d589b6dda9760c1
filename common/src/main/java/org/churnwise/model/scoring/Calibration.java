package org.churnwise.model.scoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.churnwise.run.Json;

/**
 * How the booster's probability p becomes the model's. It never falls as p rises, so the ranking is
 * unchanged, except for the ties that steps make.
 *
 * <ul>
 *   <li>none: p
 *   <li>platt: 1 / (1 + exp(-(slope * m + intercept))), m = ln(p / (1 - p)), p in [1e-7, 1 - 1e-7]
 *       (Platt 1999, "Probabilistic Outputs for Support Vector Machines", on log-odds)
 *   <li>isotonic: linear between the points (boundaries, values), flat outside them (Zadrozny and
 *       Elkan 2002, "Transforming Classifier Scores into Accurate Multiclass Probability
 *       Estimates")
 * </ul>
 *
 * @param method none, platt or isotonic
 * @param slope of the log-odds, above 0; null unless platt
 * @param intercept in log-odds; null unless platt
 * @param boundaries ascending probabilities; null unless isotonic
 * @param values the calibrated probability at each boundary, never falling; null unless isotonic
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Calibration(
    String method, Double slope, Double intercept, List<Double> boundaries, List<Double> values)
    implements Serializable {
  /** The booster's probabilities as they are. */
  public static final Calibration NONE = new Calibration("none", null, null, null, null);

  private static final long serialVersionUID = 1L;
  private static final String PLATT = "platt";
  private static final String ISOTONIC = "isotonic";

  /** Minimum distance of probabilities from 0 and 1, about the limit of single precision. */
  public static final double LEAST = 1e-7;

  /** Refuses parameters that are not those of the method. */
  public Calibration {
    ModelJson.require(method, "method");
    boundaries = boundaries == null ? null : List.copyOf(boundaries);
    values = values == null ? null : List.copyOf(values);
    boolean complete =
        switch (method) {
          case "none" -> slope == null && boundaries == null;
          case PLATT ->
              slope != null && slope > 0 && intercept != null && Double.isFinite(slope * intercept);
          case ISOTONIC -> isRising(boundaries, values);
          default -> false;
        };
    if (!complete) {
      throw new IllegalArgumentException(
          "not a calibration: %s, slope %s, intercept %s, %s, %s"
              .formatted(method, slope, intercept, boundaries, values));
    }
  }

  /** A straight line on the log-odds; the slope must be above 0. */
  public static Calibration platt(double slope, double intercept) {
    return new Calibration(PLATT, slope, intercept, null, null);
  }

  /** Lines between points; at least one. */
  public static Calibration isotonic(double[] boundaries, double[] values) {
    return new Calibration(ISOTONIC, null, null, boxed(boundaries), boxed(values));
  }

  /** The calibrated probability of a probability in [0, 1]. */
  public double of(double probability) {
    return switch (method) {
      case PLATT -> line(probability);
      case ISOTONIC -> step(probability);
      default -> probability;
    };
  }

  private double line(double probability) {
    double p = Math.min(1 - LEAST, Math.max(LEAST, probability));
    return 1 / (1 + StrictMath.exp(-(slope * StrictMath.log(p / (1 - p)) + intercept)));
  }

  private double step(double probability) {
    int last = boundaries.size() - 1;
    if (probability <= boundaries.get(0)) {
      return values.get(0);
    }
    if (probability >= boundaries.get(last)) {
      return values.get(last);
    }
    int above = 1;
    for (int high = last; above < high; ) {
      int middle = (above + high) / 2;
      if (boundaries.get(middle) < probability) {
        above = middle + 1;
      } else {
        high = middle;
      }
    }
    double from = boundaries.get(above - 1);
    double share = (probability - from) / (boundaries.get(above) - from);
    return values.get(above - 1) + share * (values.get(above) - values.get(above - 1));
  }

  /** The rule as a file; equal rules give equal bytes. */
  public byte[] toJson() {
    try {
      return Json.mapper().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException that names the part which is missing or something else
   */
  public static Calibration ofJson(byte[] json) {
    return ModelJson.read(json, Calibration.class);
  }

  private static boolean isRising(List<Double> boundaries, List<Double> values) {
    if (boundaries == null || values == null || boundaries.size() != values.size()) {
      return false;
    }
    for (int i = 1; i < boundaries.size(); i++) {
      if (boundaries.get(i) <= boundaries.get(i - 1) || values.get(i) < values.get(i - 1)) {
        return false;
      }
    }
    return !boundaries.isEmpty() && values.get(0) >= 0 && values.get(values.size() - 1) <= 1;
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
