package org.churnwise.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sources of settings besides the defaults.
 *
 * @param env the overlay of {@code --env}: dev, test, prod or snowflake
 * @param confFile the file of {@code --conf}
 * @param sets each {@code --set} as {@code key=value}, in the order given
 * @param environment the process environment; blank variables count as unset
 */
public record SettingsSources(
    Optional<String> env,
    Optional<Path> confFile,
    List<String> sets,
    Map<String, String> environment) {
  public SettingsSources {
    sets = List.copyOf(sets);
    environment =
        environment.entrySet().stream()
            .filter(variable -> !variable.getValue().isBlank())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** No options and an empty environment: the defaults. */
  public static SettingsSources none() {
    return new SettingsSources(Optional.empty(), Optional.empty(), List.of(), Map.of());
  }
}
