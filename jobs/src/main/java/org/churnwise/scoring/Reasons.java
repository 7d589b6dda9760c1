package org.churnwise.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final List<Feature> features;

  /** The catalogue supplies the texts; it has every input. */
  Reasons(Preprocessing preprocessing, FeatureCatalogue catalogue) {
    this.inputs = preprocessing.inputs();
    Map<String, Feature> byName = new LinkedHashMap<>();
    catalogue.inputs().forEach(feature -> byName.put(feature.name(), feature));
    this.features = inputs.stream().map(input -> byName.get(input.name())).toList();
  }

  /**
   * The three concepts that contributed most, the strongest first, whether towards churn or away
   * from it; fewer if fewer contributed.
   *
   * @param vector input of the booster
   * @param contributions in log-odds, one for each input
   */
  List<Reason> of(float[] vector, double[] contributions) {
    Map<String, List<Integer>> concepts = new LinkedHashMap<>();
    for (int i = 0; i < features.size(); i++) {
      concepts.computeIfAbsent(features.get(i).concept(), concept -> new ArrayList<>()).add(i);
    }
    List<Reason> reasons = new ArrayList<>();
    concepts.forEach((concept, members) -> reasons.add(reason(members, vector, contributions)));
    return reasons.stream()
        .filter(reason -> reason.value() != 0)
        .sorted(
            Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.value()))
                .thenComparing(Reason::text))
        .limit(MOST)
        .toList();
  }

  private Reason reason(List<Integer> members, float[] vector, double[] contributions) {
    double sum = members.stream().mapToDouble(member -> contributions[member]).sum();
    int strongest = members.get(0);
    for (int member : members) {
      if (contributions[member] * sum > contributions[strongest] * sum) {
        strongest = member;
      }
    }
    Feature feature = features.get(strongest);
    String value = inputs.get(strongest).inWords(vector[strongest]);
    return new Reason(feature.concept() + ": " + feature.inWords(value), sum);
  }
}
