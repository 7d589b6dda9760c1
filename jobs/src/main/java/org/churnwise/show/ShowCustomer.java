package org.churnwise.show;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.JsonLine;
import org.churnwise.cli.Version;
import org.churnwise.error.ChurnException;
import org.churnwise.error.Printable;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.ShownRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show customer}: the features of one customer, and each prediction with what came true. */
@Command(
    name = "customer",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show one customer: features, and each prediction with its reasons and what came true; --csv prints the predictions.")
final class ShowCustomer extends JobCommand {
  private static final int MOST_ROWS = 100_000;

  @Parameters(paramLabel = "ID", description = "The customer_id.")
  private String id;

  @Mixin private OutputOptions output;

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected boolean argumentsArePersonal() {
    return true;
  }

  @Override
  protected boolean outputIsData() {
    return output.csv();
  }

  @Override
  protected ShownCustomer run(Job job) {
    ShownRows features = look(job, FeatureColumns.in(Sql.named("show/customer_features")));
    ShownRows history = look(job, Sql.named("show/customer_history"));
    ResultRow known = look(job, Sql.named("show/customer_known")).rows().get(0);
    requireKnown(job, known);
    Listing predictions = new Listing(history.columns(), history.rows());
    if (output.csv()) {
      predictions.printCsv(job.console());
    } else if (!output.json()) {
      CustomerPages pages = new CustomerPages(job.console());
      pages.heading(id, known);
      features.rows().forEach(row -> pages.features(features.columns(), row));
      pages.history(history.rows());
    }
    return new ShownCustomer(
        predictions.rows().size(), output.json() ? fields(features, predictions) : Map.of());
  }

  private ShownRows look(Job job, Sql query) {
    Sql bound = query.withText("customer_id", id);
    return job.warehouse().look(bound.name(), bound.prepared(), MOST_ROWS);
  }

  private void requireKnown(Job job, ResultRow known) {
    if (known.longValue("attributes") + known.longValue("purchases_and_returns") == 0) {
      throw ChurnException.usage(
          "no customer '%s' in %s; ids are as in your files, upper and lower case apart: submit/churn show customers lists some"
              .formatted(Printable.inOneLine(id), job.warehouse().description()));
    }
  }

  private Map<String, Object> fields(ShownRows features, Listing predictions) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("customer_id", id);
    fields.put("features", new Listing(features.columns(), features.rows()).first());
    fields.put("rows", Optional.ofNullable(predictions.listed(true).content()).orElse(List.of()));
    return fields;
  }

  /**
   * What was shown.
   *
   * @param rows snapshots and model versions
   * @param fields for the JSON line
   */
  record ShownCustomer(int rows, @JsonIgnore Map<String, Object> fields)
      implements JsonLine.WithFields {}
}
