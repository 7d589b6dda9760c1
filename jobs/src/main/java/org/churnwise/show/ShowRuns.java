package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Version;
import org.churnwise.sql.Sql;
import picocli.CommandLine.Command;

/** {@code show runs}: the commands that were run, with what they wrote. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show the commands that were run (--last counts runs).")
final class ShowRuns extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.minute("started_at", "started (UTC)"),
          Shown.text("arguments", "command"),
          Shown.text("status", "status"),
          new Shown("seconds", "seconds", Shown.Form.TENTHS),
          new Shown("cpu_seconds", "CPU", Shown.Form.TENTHS),
          new Shown("bytes_read", "read", Shown.Form.BYTES),
          new Shown("bytes_written", "written", Shown.Form.BYTES),
          Shown.below("error"));

  @Override
  Sql query() {
    return Sql.named("show/runs");
  }

  @Override
  List<Shown> columns() {
    return COLUMNS;
  }

  @Override
  String counted() {
    return "runs";
  }

  @Override
  int usually() {
    return 20;
  }

  @Override
  String nothing() {
    return "nothing was run yet: run submit/churn pipeline --mode all";
  }
}
