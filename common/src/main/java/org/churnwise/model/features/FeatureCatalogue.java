package org.churnwise.model.features;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.config.ConfResource;
import org.churnwise.config.NearestName;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * The columns of customer_features after snapshot_date and customer_id, in the order of the table.
 * A model may be used only with the catalogue hash that it was trained with.
 */
public record FeatureCatalogue(List<Feature> features) {
  private static final String REASON_MISSING = "reason-missing";

  private static final List<String> FIELDS =
      List.of(
          "name",
          "type",
          "input",
          "monitored",
          "kind",
          "owner",
          FeatureSources.FIELD,
          "concept",
          "meaning",
          "reason",
          REASON_MISSING);

  public FeatureCatalogue {
    features = List.copyOf(features);
    Set<String> names = new HashSet<>();
    for (Feature feature : features) {
      if (!names.add(feature.name())) {
        throw Feature.refused(feature.name(), "it is listed twice; keep one");
      }
    }
    if (features.stream().noneMatch(Feature::input)) {
      throw ChurnException.usage(
          "conf/features.conf: no feature is a model input; set input = true for at least one");
    }
  }

  /**
   * The catalogue that comes with the program, conf/features.conf.
   *
   * @throws ChurnException (usage) naming the feature and what is wrong with it
   */
  public static FeatureCatalogue load() {
    return of(ConfResource.read("features.conf"));
  }

  /** The catalogue in a parsed file; see {@link #load}. */
  static FeatureCatalogue of(Config file) {
    try {
      Config resolved = file.resolve(ConfigResolveOptions.noSystem());
      return new FeatureCatalogue(
          resolved.getConfigList("features").stream().map(FeatureCatalogue::feature).toList());
    } catch (ConfigException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new ChurnException(
          ExitCode.USAGE, "conf/features.conf cannot be read: " + reason + "; correct it", e);
    }
  }

  /** The columns that the model sees, in the order of the table. */
  public List<Feature> inputs() {
    return features.stream().filter(Feature::input).toList();
  }

  /** The names of {@link #inputs}. */
  public List<String> inputNames() {
    return inputs().stream().map(Feature::name).toList();
  }

  /** The same columns, but those of these names are no model inputs. */
  public FeatureCatalogue without(Set<String> inputs) {
    return new FeatureCatalogue(
        features.stream()
            .map(feature -> inputs.contains(feature.name()) ? feature.asNoInput() : feature)
            .toList());
  }

  /**
   * The same columns without the inputs that are switched off.
   *
   * @param key whose value names them, for the message
   * @throws ChurnException (usage) for a name that is not an input, with the nearest ones; if no
   *     input is left
   */
  public FeatureCatalogue switchedOff(String key, List<String> names) {
    for (String name : names) {
      if (!inputNames().contains(name)) {
        if (features.stream().anyMatch(feature -> feature.name().equals(name))) {
          throw ChurnException.usage(key + " names " + name + ", which no model sees; remove it");
        }
        throw ChurnException.usage(
            "%s names %s, which is not an input of the model; %s conf/features.conf lists all"
                .formatted(key, name, NearestName.question(name, inputNames())));
      }
    }
    if (names.size() == inputs().size()) {
      throw ChurnException.usage(key + " names every input of the model; leave at least one");
    }
    return without(Set.copyOf(names));
  }

  /** The columns whose drift is measured, in the order of the table. */
  public List<Feature> monitored() {
    return features.stream().filter(Feature::monitored).toList();
  }

  /**
   * SHA-256 of what the model depends on: name, type and input flag of every column, in order.
   * Owner, concept, words and monitoring can change without making a model unusable.
   */
  public String hash() {
    return DigestUtils.sha256Hex(
        features.stream()
            .map(feature -> feature.name() + " " + feature.type() + " " + feature.input() + "\n")
            .collect(Collectors.joining()));
  }

  private static Feature feature(Config entry) {
    String name = entry.getString("name");
    for (String field : entry.root().keySet()) {
      if (!FIELDS.contains(field)) {
        String question = NearestName.question(field, FIELDS);
        throw Feature.refused(
            name, "unknown field " + ConfigUtil.quoteString(field) + "; " + question);
      }
    }
    return new Feature(
        name,
        type(name, entry.getString("type")),
        flag(name, entry, "input"),
        flag(name, entry, "monitored"),
        entry.hasPath("kind") ? kind(name, entry.getString("kind")) : FeatureKind.BEHAVIOUR,
        entry.getString("owner"),
        entry.getString("concept"),
        entry.getString("meaning"),
        entry.hasPath("reason") ? entry.getString("reason") : "",
        entry.hasPath(REASON_MISSING) ? entry.getString(REASON_MISSING) : "");
  }

  private static FeatureType type(String name, String text) {
    for (FeatureType type : FeatureType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return type;
      }
    }
    throw Feature.refused(name, "type = " + text + " is not one of numeric, categorical, date");
  }

  private static FeatureKind kind(String name, String text) {
    for (FeatureKind kind : FeatureKind.values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    throw Feature.refused(name, "kind = " + text + " is not one of attribute, behaviour");
  }

  /** The library also takes yes, on and "true" for true; a catalogue should be written one way. */
  private static boolean flag(String name, Config entry, String field) {
    if (entry.getValue(field).valueType() != ConfigValueType.BOOLEAN) {
      throw Feature.refused(name, field + " is neither true nor false");
    }
    return entry.getBoolean(field);
  }
}
