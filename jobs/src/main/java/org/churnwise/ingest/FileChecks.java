package org.churnwise.ingest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.ValueSource;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** Why a landed file must not be loaded. */
final class FileChecks {
  private final Warehouse warehouse;
  private final Contract contract;

  FileChecks(Warehouse warehouse, Contract contract) {
    this.warehouse = warehouse;
    this.contract = contract;
  }

  /** A file most of whose records are bad: the first of them, with its reasons. */
  String mostlyBad(LandedFile content) {
    return "%d of %d records are bad; the first is %s; correct the file, or check that contract %s fits it"
        .formatted(
            content.recordsBad(), content.recordsChecked(), badRow(content), contract.name());
  }

  private String badRow(LandedFile content) {
    long line = content.firstBadLine().orElseThrow();
    Sql query =
        Sql.named("ingest/bad_row").with("file_number", content.number()).with("line_number", line);
    List<ResultRow> reasons = warehouse.query(query);
    return "line %d (%s): %s%s"
        .formatted(
            line,
            reasons.stream().map(FileChecks::reason).collect(Collectors.joining(", ")),
            reasons.get(0).string("raw_row"),
            hint(reasons));
  }

  /** What the contract may lack. */
  private static String hint(List<ResultRow> reasons) {
    return reasons.stream()
        .flatMap(row -> ContractHint.of(row.string("rule")).stream())
        .findFirst()
        .map("; "::concat)
        .orElse("");
  }

  private static String reason(ResultRow row) {
    return row.string("rule")
        + row.optionalString("column_name").map(column -> " in " + column).orElse("")
        + row.optionalString("value").map(value -> " '" + value + "'").orElse("");
  }

  /**
   * What a file repeats of others. Its rows have generated keys, so that those which equal rows of
   * other files are not recognised.
   */
  Optional<String> deliveredAgain(SourceFile file, LandedFile content) {
    FeedContract feed = contract.feed(file.feed()).orElseThrow();
    Optional<ValueSource.Generated> generated = feed.generatedKey();
    if (generated.isEmpty() || generated.get().daysMayRepeat() || feed.isGrouped()) {
      return Optional.empty();
    }
    List<ResultRow> found =
        warehouse.query(
            Sql.named("ingest/delivered_again_" + file.feed())
                .with("file_number", content.number()));
    long equal = found.get(0).longValue("equal_rows");
    if (2 * equal <= found.get(0).longValue("rows_on_known_days")) {
      return Optional.empty();
    }
    return Optional.of(
        "%d of its %d rows, of %s to %s, equal rows of other files; their %s is generated, so each would count twice. %s"
            .formatted(
                equal,
                content.goodRows(),
                found.get(0).date("first_day"),
                found.get(0).date("last_day"),
                Feed.named(file.feed()).key(),
                remedy(generated.get(), Feed.named(file.feed()))));
  }

  private static String remedy(ValueSource.Generated generated, Feed feed) {
    String others =
        "if they are no repetition, say %s { generated = true, days-may-repeat = true }"
            .formatted(feed.key());
    return generated.fromContent()
        ? "Take the older file back with 'submit/churn ingest --undo FILE', then load this one; "
            + others
        : "If each export repeats the days before, say %s { generated = from-content } in the contract, load anew, and equal rows are recognised; %s"
            .formatted(feed.key(), others);
  }
}
