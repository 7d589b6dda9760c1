package org.churnwise.backup;

import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;

/** Backups are of the embedded warehouse. */
final class EmbeddedOnly {
  private EmbeddedOnly() {}

  /**
   * Refuses a warehouse that is no file.
   *
   * @throws ChurnException (usage) that says how Snowflake does it
   */
  static void require(Settings settings, String command) {
    if (settings.warehouse().kind().equals("snowflake")) {
      throw ChurnException.usage(
          "%s is for the embedded warehouse, which is a file. In Snowflake, clone the schema (create schema NAME clone %s; of one table: create table NAME clone TABLE), and copy the model files with get @churnwise_models file:///FOLDER/"
              .formatted(command, settings.warehouse().schema()));
    }
  }
}
