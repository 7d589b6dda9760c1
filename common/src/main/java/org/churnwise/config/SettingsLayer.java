package org.churnwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * The keys that one source sets.
 *
 * @param origin the source's name for people: {@code --set}, {@code environment ML_SCHEMA}, {@code
 *     file my.conf}
 * @param config the source's keys, substitutions open
 */
record SettingsLayer(String origin, Config config) {

  /**
   * This layer with substitutions filled from the merged settings; null values stay, so that they
   * can be refused.
   */
  SettingsLayer resolvedFrom(Config merged) {
    try {
      ConfigResolveOptions options = ConfigResolveOptions.noSystem();
      return new SettingsLayer(origin, config.resolveWith(merged, options));
    } catch (ConfigException e) {
      throw unreadable(origin, e);
    }
  }

  boolean sets(String key) {
    return config.hasPathOrNull(key);
  }

  /**
   * Refuses a key that nothing reads.
   *
   * @throws ChurnException (usage) naming the key, the source with the line, and the nearest known
   *     keys
   */
  void requireKnown(Collection<String> known) {
    for (Leaf leaf : leaves(config.root(), List.of())) {
      // A section may be left empty, for example by a variable that is unset.
      boolean emptySection =
          leaf.value().valueType() == ConfigValueType.OBJECT && isSection(leaf.path(), known);
      if (!emptySection && !known.contains(leaf.path())) {
        throw unknown(leaf.path(), place(leaf.value()), known);
      }
    }
  }

  static ChurnException unknown(String key, String place, Collection<String> known) {
    String advice =
        isSection(key, known)
            ? "it is a section, set one of its keys;"
            : NearestName.question(key, known);
    return ChurnException.usage(
        "unknown key %s in %s; %s churn status --conf-show prints all keys"
            .formatted(key, place, advice));
  }

  private static boolean isSection(String path, Collection<String> known) {
    return known.stream().anyMatch(key -> key.startsWith(path + "."));
  }

  /** The failure of a source that is not HOCON or has unresolved substitutions, in one line. */
  static ChurnException unreadable(String origin, ConfigException cause) {
    String reason = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    return new ChurnException(
        ExitCode.USAGE,
        "cannot read %s: %s; correct it, or write ${?NAME} for a variable that may be unset"
            .formatted(origin, reason),
        cause);
  }

  private String place(ConfigValue value) {
    int line = value.origin().lineNumber();
    return line > 0 ? origin + ", line " + line : origin;
  }

  private record Leaf(String path, ConfigValue value) {}

  private static List<Leaf> leaves(ConfigObject object, List<String> parents) {
    List<Leaf> found = new ArrayList<>();
    object.forEach(
        (name, value) -> {
          List<String> path = new ArrayList<>(parents);
          path.add(name);
          if (value.valueType() == ConfigValueType.OBJECT
              && !((ConfigObject) value).isEmpty()
              && !SettingKey.takesObject(ConfigUtil.joinPath(path))) {
            found.addAll(leaves((ConfigObject) value, path));
          } else {
            found.add(new Leaf(ConfigUtil.joinPath(path), value));
          }
        });
    return found;
  }
}
