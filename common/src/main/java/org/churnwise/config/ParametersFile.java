package org.churnwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;

/**
 * The file of {@code training.parameters-file}: hyperparameters as {@code train} prints them, JSON
 * or HOCON, by the last part of their keys. It wins over {@code --conf}; the environment and {@code
 * --set} win over it, so that single values can be varied by hand.
 */
final class ParametersFile {
  private static final String SECTION = "training";
  private static final String KEY = SettingKey.TRAINING_PARAMETERS_FILE.key();
  private static final List<String> NAMES =
      List.of(
          "rounds",
          "max-depth",
          "learning-rate",
          "subsample",
          "column-sample",
          "min-child-weight",
          "lambda",
          "positive-weight");

  private ParametersFile() {}

  /**
   * The layer of the file that the settings name; empty if they name none.
   *
   * @throws ChurnException (usage) if the file is missing, unreadable or holds anything else
   */
  static Optional<SettingsLayer> named(Config settings) {
    if (!settings.hasPath(KEY) || settings.getValue(KEY).valueType() != ConfigValueType.STRING) {
      return Optional.empty(); // a value that is not text is refused later, with all others
    }
    String path = settings.getString(KEY);
    return path.isEmpty() ? Optional.empty() : Optional.of(read(new File(path)));
  }

  private static SettingsLayer read(File file) {
    String origin = "file " + file;
    if (!file.isFile()) {
      throw ChurnException.usage(
          KEY
              + " = "
              + file
              + " is not a file; name the file with the parameters that train printed");
    }
    try {
      Config parameters =
          ConfigFactory.parseFile(file, ConfigParseOptions.defaults().setAllowMissing(false));
      parameters.root().keySet().forEach(name -> requireKnown(name, origin));
      return new SettingsLayer(origin, parameters.atPath(SECTION));
    } catch (ConfigException e) {
      throw SettingsLayer.unreadable(origin, e);
    }
  }

  private static void requireKnown(String name, String origin) {
    if (!NAMES.contains(name)) {
      throw ChurnException.usage(
          "unknown parameter %s in %s; %s Allowed are %s"
              .formatted(
                  name, origin, NearestName.question(name, NAMES), String.join(", ", NAMES)));
    }
  }
}
