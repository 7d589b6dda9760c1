package org.churnwise.config;

import java.nio.file.Path;

/**
 * Where the report goes, when, and what it holds.
 *
 * @param path the folder it is written to, relative to the working directory
 * @param when pipeline (at its end, and by the command report) or never (by the command only)
 * @param customers how many of the contact list it names
 */
public record ReportSettings(Path path, String when, int customers) {
  public ReportSettings {
    SettingKey.REPORT_PATH.require(path);
    SettingKey.REPORT_WHEN.require(when);
    SettingKey.REPORT_CUSTOMERS.require(customers);
  }

  /** Whether the pipeline writes one at its end. */
  public boolean endsPipeline() {
    return when.equals("pipeline");
  }
}
