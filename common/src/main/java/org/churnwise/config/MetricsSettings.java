package org.churnwise.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where metrics go.
 *
 * @param textfile a file that ends in {@code .prom}, or an existing folder, relative to the working
 *     directory; empty: nowhere
 */
public record MetricsSettings(String textfile) {
  private static final String ENDING = ".prom";

  public MetricsSettings {
    SettingKey.METRICS_TEXTFILE.require(textfile);
  }

  /**
   * The file of a warehouse; empty if there is none.
   *
   * @param warehouse a name for the file, where only a folder is given
   */
  public Optional<Path> file(String warehouse) {
    if (textfile.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        textfile.endsWith(ENDING) ? Path.of(textfile) : Path.of(textfile, warehouse + ENDING));
  }
}
