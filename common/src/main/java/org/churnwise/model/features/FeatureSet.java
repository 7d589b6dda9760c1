package org.churnwise.model.features;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The features that a model was fitted with.
 *
 * @param catalogueHash see {@link FeatureCatalogue#hash}
 * @param inputs the columns of the feature vector in order, as {@code name type}
 * @param view the version of the feature view that computed them; null if it was not registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FeatureSet(String catalogueHash, List<String> inputs, View view) {

  /** A registered version of a feature view, with the hash of its SQL. */
  public record View(String name, String version, String sqlHash) {}

  public FeatureSet {
    inputs = List.copyOf(inputs);
  }

  /** Features of which no registered version is known. */
  public FeatureSet(String catalogueHash, List<String> inputs) {
    this(catalogueHash, inputs, null);
  }

  /** The features of a catalogue, of which no registered version is known. */
  public static FeatureSet of(FeatureCatalogue catalogue) {
    return of(catalogue, Optional.empty());
  }

  /** The features of a catalogue, computed by a version of the feature view. */
  public static FeatureSet of(FeatureCatalogue catalogue, Optional<FeatureView> view) {
    return new FeatureSet(
        catalogue.hash(),
        catalogue.inputs().stream().map(FeatureSet::text).toList(),
        view.map(known -> new View(known.name(), known.version(), known.sqlHash())).orElse(null));
  }

  /** The version of the feature view; an unregistered one counts as the first. */
  public String viewVersion() {
    return view == null ? FeatureView.FIRST_VERSION : view.version();
  }

  /** Name and version of the feature view: {@code CUSTOMER_FEATURES V1}. */
  public String viewTitle() {
    return view == null
        ? FeatureView.CUSTOMER_FEATURES + " before versions were registered"
        : view.name() + " " + view.version();
  }

  /**
   * How another feature set differs from this one, as a message; empty if it does not. If only the
   * SQL differs, so do the versions of the view.
   */
  public Optional<String> differenceTo(FeatureSet other) {
    if (!catalogueHash.equals(other.catalogueHash) || !inputs.equals(other.inputs)) {
      return Optional.of(differenceOfColumns(other));
    }
    return viewVersion().equals(other.viewVersion())
        ? Optional.empty()
        : Optional.of("the model needs " + viewTitle() + ", not " + other.viewTitle());
  }

  private String differenceOfColumns(FeatureSet other) {
    List<String> lost = new ArrayList<>(inputs);
    lost.removeAll(other.inputs);
    List<String> added = new ArrayList<>(other.inputs);
    added.removeAll(inputs);
    if (!lost.isEmpty() || !added.isEmpty()) {
      return "the model needs %s, the catalogue has %s instead"
          .formatted(listed(lost), listed(added));
    }
    return inputs.equals(other.inputs)
        ? "columns that are not model inputs were added, removed or changed"
        : "the inputs are in a different order";
  }

  private static String text(Feature feature) {
    return feature.name() + " " + feature.type();
  }

  private static String listed(List<String> inputs) {
    return inputs.isEmpty() ? "nothing" : String.join(", ", inputs);
  }
}
