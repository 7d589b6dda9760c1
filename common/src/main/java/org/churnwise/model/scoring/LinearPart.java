package org.churnwise.model.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.churnwise.run.Json;

/**
 * The linear part of a model: a logistic regression on {@link LogFeatures}. The model's margin is
 * {@code 1 - share} times the booster's and {@code share} times that of this part.
 *
 * @param share of the margin, in (0, 1]
 * @param weights in log-odds, one for each place of {@link LogFeatures}
 * @param means of the places over the rows of the fit, from which contributions are counted
 */
public record LinearPart(double share, List<Double> weights, List<Double> means) {
  public LinearPart {
    ModelJson.require(weights, "weights");
    ModelJson.require(means, "means");
    weights = List.copyOf(weights);
    means = List.copyOf(means);
    if (!(share > 0 && share <= 1) || weights.size() != means.size()) {
      throw new IllegalArgumentException(
          "no linear part: share %s, %d weights, %d means"
              .formatted(share, weights.size(), means.size()));
    }
  }

  /** The part as a file; equal parts give equal bytes. */
  public byte[] toJson() {
    try {
      return Json.mapper()
          .writeValueAsBytes(new File(1, "sign(x) ln(1 + |x|)", share, weights, means));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException that names the part which is missing or something else
   */
  public static LinearPart ofJson(byte[] json) {
    File file = ModelJson.read(json, File.class);
    return new LinearPart(file.share, file.weights, file.means);
  }

  /** The file's content; it states how a number is read for readers in other languages. */
  private record File(
      int format, String number, double share, List<Double> weights, List<Double> means) {}
}
