package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;

/** {@code show quarantine}: bad rows by file and rule. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show bad rows by file and rule (--last counts files).")
final class ShowQuarantine extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.text("feed", "feed"),
          Shown.text("file_name", "file"),
          Shown.text("rule", "rule"),
          Shown.text("column_name", "column"),
          Shown.count("rows_quarantined", "rows"),
          new Shown("share_of_file", "of file", Shown.Form.SHARE),
          Shown.count("first_line", "first line"),
          Shown.text("due_on", "due on"));

  ShowQuarantine() {
    super(new Subject("show/quarantine", COLUMNS, "files", 20, "the quarantine is empty"));
  }
}
