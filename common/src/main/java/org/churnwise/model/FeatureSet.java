package org.churnwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The features that a model was fitted with.
 *
 * @param catalogueHash see {@link FeatureCatalogue#hash}
 * @param inputs the columns of the feature vector in order, as {@code name type}
 */
public record FeatureSet(String catalogueHash, List<String> inputs) {
  public FeatureSet {
    inputs = List.copyOf(inputs);
  }

  /** The features of a catalogue. */
  public static FeatureSet of(FeatureCatalogue catalogue) {
    return new FeatureSet(
        catalogue.hash(), catalogue.inputs().stream().map(FeatureSet::text).toList());
  }

  /** How another feature set differs from this one, in words for a person; empty if it does not. */
  public Optional<String> differenceTo(FeatureSet other) {
    if (equals(other)) {
      return Optional.empty();
    }
    List<String> lost = new ArrayList<>(inputs);
    lost.removeAll(other.inputs);
    List<String> added = new ArrayList<>(other.inputs);
    added.removeAll(inputs);
    if (!lost.isEmpty() || !added.isEmpty()) {
      return Optional.of(
          "the model needs " + listed(lost) + ", the catalogue has " + listed(added) + " instead");
    }
    return Optional.of(
        inputs.equals(other.inputs)
            ? "columns that the model does not see were added, removed or changed"
            : "the same inputs stand in another order");
  }

  private static String text(Feature feature) {
    return feature.name() + " " + feature.type();
  }

  private static String listed(List<String> inputs) {
    return inputs.isEmpty() ? "nothing" : String.join(", ", inputs);
  }
}
