package org.churnwise.show;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.warehouse.ResultRow;
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

  ShowAlerts() {
    super(new Subject("show/alerts", COLUMNS, "alerts", 20, "no alert was ever raised"));
  }

  @Override
  List<String> summary(Job job, List<ResultRow> rows) {
    Map<String, Long> states =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.string("state"), TreeMap::new, Collectors.counting()));
    return List.of(
        states.entrySet().stream()
            .map(state -> state.getValue() + " " + state.getKey())
            .collect(Collectors.joining(", ")));
  }
}
