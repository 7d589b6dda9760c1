package org.churnwise.config;

import java.nio.file.Path;

/**
 * Where the report goes.
 *
 * @param path the folder it is written to, relative to the working directory
 */
public record ReportSettings(Path path) {
  public ReportSettings {
    SettingKey.REPORT_PATH.require(path);
  }
}
