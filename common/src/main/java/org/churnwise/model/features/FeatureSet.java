package org.churnwise.model.features;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The features that a model was fitted with.
 *
 * @param catalogueHash see {@link FeatureCatalogue#hash}
 * @param inputs the columns of the feature vector in order, as {@code name type}
 * @param leftOut inputs of the catalogue that the model does not see, see {@link LeftOut}
 * @param view the version of the feature view that computed them; null if it was not registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FeatureSet(
    String catalogueHash,
    List<String> inputs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LeftOut> leftOut,
    View view) {

  /**
   * An input of the catalogue that a model does not see: an attribute of customers of which many
   * rows have a value from after their snapshot, a category without a common level, or one that is
   * switched off.
   *
   * @param input the column, as {@code name type}
   * @param youngerShare of the rows, in [0, 1]; null if that is not why
   * @param levels of a category, none of which is common; null if that is not why
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LeftOut(String input, Double youngerShare, Long levels) {
    public static LeftOut of(Feature feature, double youngerShare) {
      return new LeftOut(text(feature), youngerShare, null);
    }

    /** A category of many levels with few rows each. */
    public static LeftOut scattered(Feature feature, long levels) {
      return new LeftOut(text(feature), null, levels);
    }

    /** An input that training.without-features names. */
    public static LeftOut switchedOff(Feature feature) {
      return new LeftOut(text(feature), null, null);
    }

    /** The column. */
    public String name() {
      return input.substring(0, input.indexOf(' '));
    }
  }

  /** A registered version of a feature view, with the hash of its SQL. */
  public record View(String name, String version, String sqlHash) {}

  public FeatureSet {
    inputs = List.copyOf(inputs);
    leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
  }

  /** Features of which none is left out. */
  public FeatureSet(String catalogueHash, List<String> inputs, View view) {
    this(catalogueHash, inputs, List.of(), view);
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

  /** The same features without some of the inputs. */
  public FeatureSet without(List<LeftOut> inputsLeftOut) {
    List<String> remaining = new ArrayList<>(inputs);
    inputsLeftOut.forEach(left -> remaining.remove(left.input()));
    return new FeatureSet(catalogueHash, remaining, inputsLeftOut, view);
  }

  /** What the catalogue offered: inputs and those left out. */
  private List<String> offered() {
    return Stream.concat(inputs.stream(), leftOut.stream().map(LeftOut::input)).toList();
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
   * SQL differs, so do the versions of the view. What a model leaves out makes no difference.
   */
  public Optional<String> differenceTo(FeatureSet other) {
    boolean leftOutAny = !leftOut.isEmpty() || !other.leftOut.isEmpty();
    boolean sameInputs = inputs.equals(other.inputs) || leftOutAny && isOfferedWhat(other);
    if (!catalogueHash.equals(other.catalogueHash) || !sameInputs) {
      return Optional.of(differenceOfColumns(other));
    }
    return viewVersion().equals(other.viewVersion())
        ? Optional.empty()
        : Optional.of("the model needs " + viewTitle() + ", not " + other.viewTitle());
  }

  /** Their order is part of the catalogue's hash. */
  private boolean isOfferedWhat(FeatureSet other) {
    return Set.copyOf(offered()).equals(Set.copyOf(other.offered()));
  }

  private String differenceOfColumns(FeatureSet other) {
    List<String> lost = new ArrayList<>(offered());
    lost.removeAll(other.offered());
    List<String> added = new ArrayList<>(other.offered());
    added.removeAll(offered());
    if (lost.isEmpty() && !added.isEmpty()) {
      return "the catalogue has %s, which the model does not know".formatted(listed(added));
    }
    if (!lost.isEmpty()) {
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
