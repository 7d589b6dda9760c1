package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;

/**
 * {@code show quality}: the checks of loaded data, features and labels, over the newest result of
 * each file and slice.
 */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show the checks of loaded data, features and labels, the worst first (--last counts checks).")
final class ShowQuality extends ShowTable {
  private static final Shown VALUE = Shown.thousandths("value", "value");
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.text("stage", "stage"),
          Shown.text("check_name", "check"),
          Shown.count("subjects", "checked"),
          Shown.count("breaches", "breaches"),
          Shown.text("verdict", "verdict"));

  ShowQuality() {
    super(
        new Subject(
            "show/quality",
            COLUMNS,
            "checks",
            40,
            "nothing was checked yet: run submit/churn pipeline --mode all"));
  }

  @Override
  List<String> summary(Job job, List<ResultRow> rows) {
    return rows.stream()
        .filter(row -> row.string("verdict").equals("BREACH"))
        .map(
            row ->
                "BREACH of %s in %s (%d of %d): between %s and %s, bound %s"
                    .formatted(
                        row.string("check_name"),
                        row.string("breached_subject"),
                        row.longValue("breaches"),
                        row.longValue("subjects"),
                        VALUE.cell(row.values().get("smallest")),
                        VALUE.cell(row.values().get("largest")),
                        VALUE.cell(row.values().get("threshold"))))
        .toList();
  }
}
