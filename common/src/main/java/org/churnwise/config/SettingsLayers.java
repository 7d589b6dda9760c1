package org.churnwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;

/** All sources of one run laid over each other, the strongest first. */
final class SettingsLayers {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]*)}");
  private static final List<String> OVERLAYS = List.of("dev", "test", "prod", "snowflake");

  private final List<SettingsLayer> strongestFirst;
  private final Config merged;

  SettingsLayers(SettingsSources sources) {
    List<SettingsLayer> open = new ArrayList<>();
    open.add(options(sources.sets()));
    open.addAll(variables(sources.environment()));
    int aboveFiles = open.size();
    sources.confFile().map(SettingsLayers::file).ifPresent(open::add);
    sources.env().map(SettingsLayers::overlay).ifPresent(open::add);
    open.add(new SettingsLayer("conf/churn.conf (default)", ConfResource.read("churn.conf")));
    ParametersFile.named(merge(open, sources)).ifPresent(file -> open.add(aboveFiles, file));
    this.merged = merge(open, sources);
    this.strongestFirst = open.stream().map(layer -> layer.resolvedFrom(merged)).toList();
  }

  /**
   * Every known key with the value of the strongest source that sets it.
   *
   * @throws ChurnException (usage) for a key that is not known or a value that is not allowed
   */
  ResolvedKeys resolve() {
    List<String> known = SettingKey.names();
    strongestFirst.forEach(layer -> layer.requireKnown(known));
    List<ResolvedKey> keys = new ArrayList<>();
    for (SettingKey key : SettingKey.values()) {
      String origin = origin(key.key());
      keys.add(ResolvedKey.of(key.key(), key.canonical(text(key, origin), origin), origin));
    }
    return new ResolvedKeys(keys);
  }

  private String origin(String key) {
    return strongestFirst.stream()
        .filter(layer -> layer.sets(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("conf/churn.conf has no " + key))
        .origin();
  }

  /** The value as it was written: 1e-4 stays 1e-4. */
  private String text(SettingKey key, String origin) {
    ConfigValue value = merged.root();
    for (String part : key.key().split("\\.")) {
      value = ((ConfigObject) value).get(part);
    }
    ConfigValueType type = value.valueType();
    if (type == ConfigValueType.OBJECT && key.takesObject()) {
      return ((ConfigObject) value)
          .entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue().unwrapped())
              .collect(Collectors.joining(key.separator()));
    }
    if (type == ConfigValueType.OBJECT || type == ConfigValueType.LIST) {
      throw key.refused(value.unwrapped().toString(), "is not a single value", origin);
    }
    if (type == ConfigValueType.NULL) {
      throw key.refused("null", "is not a value; remove the line to use the default", origin);
    }
    String text = merged.getString(key.key());
    refuseSecret(key.key(), text);
    return text;
  }

  /**
   * Substitutions see every layer, then the environment of the sources; never that of this process.
   */
  private static Config merge(List<SettingsLayer> strongestFirst, SettingsSources sources) {
    Config all = ConfigFactory.empty();
    for (SettingsLayer layer : strongestFirst) {
      all = all.withFallback(layer.config());
    }
    Map<String, String> visible = new HashMap<>();
    sources
        .environment()
        .forEach(
            (name, value) ->
                visible.put(name, SecretNames.covers(name) ? "${?" + name + "}" : value));
    ConfigObject environment = ConfigValueFactory.fromMap(visible, "environment");
    try {
      return all.withFallback(environment).resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      throw SettingsLayer.unreadable("the settings", e);
    }
  }

  private static SettingsLayer options(List<String> sets) {
    Config config = ConfigFactory.empty();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw ChurnException.usage(
            "--set %s is not key=value; write for example --set churn.window-days=30"
                .formatted(SecretNames.shown(set, set)));
      }
      String key = set.substring(0, equals).strip();
      if (!SettingKey.names().contains(key)) {
        throw SettingsLayer.unknown(key, "--set", SettingKey.names());
      }
      String value = set.substring(equals + 1).strip();
      refuseSecret(key, value);
      config = config.withValue(key, ConfigValueFactory.fromAnyRef(value, "--set"));
    }
    return new SettingsLayer("--set", config);
  }

  /** Settings are shown and stored, so that none may hold a secret. */
  private static void refuseSecret(String key, String value) {
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      if (SecretNames.covers(reference.group(1))) {
        throw ChurnException.usage(
            "%s = %s refers to a secret variable, and settings are shown and stored; give a secret in its variable or file only"
                .formatted(key, value));
      }
    }
  }

  private static List<SettingsLayer> variables(Map<String, String> environment) {
    List<SettingsLayer> layers = new ArrayList<>();
    for (SettingKey key : SettingKey.values()) {
      key.variable()
          .filter(environment::containsKey)
          .ifPresent(
              name -> {
                String origin = "environment " + name;
                Config config = ConfigFactory.empty();
                String value = environment.get(name).strip();
                config = config.withValue(key.key(), ConfigValueFactory.fromAnyRef(value, origin));
                layers.add(new SettingsLayer(origin, config));
              });
    }
    return layers;
  }

  private static SettingsLayer file(Path path) {
    if (!Files.exists(path)) {
      throw ChurnException.usage("--conf %s does not exist; name a HOCON file".formatted(path));
    }
    if (Files.isDirectory(path)) {
      throw ChurnException.usage("--conf %s is a folder; name a HOCON file in it".formatted(path));
    }
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
      return new SettingsLayer("file " + path, ConfigFactory.parseFile(path.toFile(), options));
    } catch (ConfigException e) {
      throw SettingsLayer.unreadable("file " + path, e);
    }
  }

  private static SettingsLayer overlay(String env) {
    if (!OVERLAYS.contains(env)) {
      throw ChurnException.usage(
          "--env %s is not one of %s; choose one, or name a file of your own with --conf FILE"
              .formatted(env, String.join(", ", OVERLAYS)));
    }
    String name = env + ".conf";
    return new SettingsLayer("conf/" + name, ConfResource.read(name));
  }
}
