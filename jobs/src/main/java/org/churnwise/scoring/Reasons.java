package org.churnwise.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.ModelInput;
import org.churnwise.model.scoring.Preprocessing;

/**
 * Describes the reasons for a model's prediction. Features of the same concept (spend of a week, of
 * a month, ...) split their contributions almost at random, so a reason is a concept: its
 * contributions are added up, and the feature with the largest contribution in the sum's direction
 * names it.
 */
final class Reasons implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 3;

  private final List<ModelInput> inputs;

  /** The inputs of each concept. */
  private final int[][] concepts;

  /** The text of each input as a reason, but for its value. */
  private final List<Wording> wordings;

  /** The catalogue supplies the texts; it has every input. */
  Reasons(Preprocessing preprocessing, FeatureCatalogue catalogue) {
    this.inputs = preprocessing.inputs();
    Map<String, Feature> byName = new LinkedHashMap<>();
    catalogue.inputs().forEach(feature -> byName.put(feature.name(), feature));
    List<Feature> features = inputs.stream().map(input -> byName.get(input.name())).toList();
    this.wordings = features.stream().map(Wording::of).toList();
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < features.size(); i++) {
      members.computeIfAbsent(features.get(i).concept(), concept -> new ArrayList<>()).add(i);
    }
    this.concepts =
        members.values().stream()
            .map(all -> all.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
  }

  /**
   * The three concepts that contributed most, the strongest first, whether towards churn or away
   * from it; fewer if fewer contributed. Costs some microseconds.
   *
   * @param vector input of the booster
   * @param contributions in log-odds, one for each input
   * @param isMissing whether the customer has no value of an input, by its place
   */
  List<Reason> of(float[] vector, double[] contributions, IntPredicate isMissing) {
    double[] sums = new double[concepts.length];
    Arrays.setAll(sums, i -> Arrays.stream(concepts[i]).mapToDouble(m -> contributions[m]).sum());
    double least = least(sums);
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != 0 && Math.abs(sums[i]) >= least) { // only these are worth a text
        int strongest = strongest(concepts[i], sums[i], contributions);
        String value = inputs.get(strongest).inWords(vector[strongest], isMissing.test(strongest));
        reasons.add(new Reason(wordings.get(strongest).with(value), sums[i]));
      }
    }
    reasons.sort(
        Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.value()))
            .thenComparing(Reason::text));
    return reasons.subList(0, Math.min(MOST, reasons.size()));
  }

  /** The size of the last that can be among the strongest. */
  private static double least(double[] sums) {
    double[] sizes = Arrays.stream(sums).map(Math::abs).sorted().toArray();
    return sizes[Math.max(0, sizes.length - MOST)];
  }

  private static int strongest(int[] members, double sum, double[] contributions) {
    int strongest = members[0];
    for (int member : members) {
      if (contributions[member] * sum > contributions[strongest] * sum) {
        strongest = member;
      }
    }
    return strongest;
  }

  /**
   * A feature's text for any value.
   *
   * @param ofOne the whole text for the value 1
   * @param ofNone the whole text for a missing value
   * @param ofOthers the text for others, with {@code {value}} in their place
   */
  private record Wording(String ofOne, String ofNone, String ofOthers) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String VALUE = "{value}";

    static Wording of(Feature feature) {
      return new Wording(text(feature, "1"), text(feature, Feature.UNKNOWN), text(feature, VALUE));
    }

    private static String text(Feature feature, String value) {
      return feature.concept() + ": " + feature.inWords(value);
    }

    String with(String value) {
      return switch (value) {
        case "1" -> ofOne;
        case Feature.UNKNOWN -> ofNone;
        default -> ofOthers.replace(VALUE, value);
      };
    }
  }
}
