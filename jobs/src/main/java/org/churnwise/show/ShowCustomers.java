package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.warehouse.ResultRow;
import picocli.CommandLine.Command;

/** {@code show customers}: the newest contact list. */
@Command(
    name = "customers",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show the newest contact list, the highest expected value first (--last counts customers).")
final class ShowCustomers extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.count("place", "place"),
          Shown.text("customer_id", "customer"),
          new Shown("churn_probability", "churn prob.", Shown.Form.THOUSANDTHS),
          new Shown("expected_value_usd", "expected USD", Shown.Form.HUNDREDTHS),
          Shown.text("reason_1", "strongest reason"),
          Shown.below("history_note"));

  ShowCustomers() {
    super(
        new Subject(
            "show/customers",
            COLUMNS,
            "customers",
            20,
            "no contact list yet: it needs a model, run submit/churn pipeline --mode all"));
  }

  @Override
  List<String> summary(Job job, List<ResultRow> rows) {
    ResultRow first = rows.get(0);
    return List.of(
        "contact list of %s by %s, the highest expected value first"
            .formatted(first.date("snapshot_date"), first.string("model_version")));
  }
}
