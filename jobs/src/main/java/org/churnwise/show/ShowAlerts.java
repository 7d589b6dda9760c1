package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Version;
import org.churnwise.sql.Sql;
import picocli.CommandLine.Command;

/** {@code show alerts}: alerts and what became of them. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show alerts and what became of them (--last counts alerts).")
final class ShowAlerts extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.minute("raised_at", "raised (UTC)"),
          Shown.text("state", "state"),
          Shown.text("severity", "severity"),
          Shown.text("source", "source"),
          Shown.text("subject", "subject"),
          Shown.below("message"));

  @Override
  Sql query() {
    return Sql.named("show/alerts");
  }

  @Override
  List<Shown> columns() {
    return COLUMNS;
  }

  @Override
  String counted() {
    return "alerts";
  }

  @Override
  int usually() {
    return 20;
  }

  @Override
  String nothing() {
    return "no alert was ever raised";
  }
}
