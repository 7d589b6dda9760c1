package org.churnwise.ingest;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Files that say again, with other values, what is already loaded: a corrected month under a new
 * name. A few such rows go to quarantine; a file of them is a new version of the old one.
 */
final class Restatements {
  private static final int LONGEST_VALUE = 60;

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Contract.Limits limits;

  Restatements(Warehouse warehouse, Ledger ledger, Contract.Limits limits) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.limits = limits;
  }

  /**
   * Refuses a file most of whose rows conflict.
   *
   * @param loadNumber of this file
   * @param conflicts its good rows whose key is in the table with other values
   * @throws ChurnException with exit code DATA_REFUSED that names the first of them
   */
  void refuse(SourceFile file, LandedFile landed, long loadNumber, long conflicts) {
    Feed feed = Feed.named(file.feed());
    if (!landed.isMostlyBad(limits, conflicts)) {
      return;
    }
    Sql contradictions =
        FeedStatements.of(feed)
            .contradictions()
            .orElseThrow(
                () ->
                    ChurnException.dataRefused(
                        "file %s: %d of %d rows contradict an earlier row of the same file for their customer and day; nothing was loaded. Check that the columns of its contract make %s unique"
                            .formatted(
                                file.spokenPath(), conflicts, landed.goodRows(), feed.key())));
    List<ResultRow> first = warehouse.query(contradictions.with("file_number", landed.number()));
    boolean withinFile = first.get(0).longValue("load_number") == loadNumber;
    String examples =
        first.stream().map(row -> text(feed.table(), row)).collect(Collectors.joining("; "));
    throw ChurnException.dataRefused(
        (withinFile
                ? "file %s: %d of %d rows contradict an earlier row of the same file: %s; nothing was loaded. Check that the columns of its contract make %s unique"
                : "file %s: %d of %d rows contradict rows that are loaded: %s; nothing was loaded. If the new values are the right ones, %5$s; else remove the file")
            .formatted(
                file.spokenPath(),
                conflicts,
                landed.goodRows(),
                examples,
                withinFile ? feed.key() : remedy(file, first.get(0).longValue("load_number"))));
  }

  private String remedy(SourceFile file, long storedBy) {
    String older =
        ledger.view().loaded().files().stream()
            .filter(loaded -> loaded.loadNumber() == storedBy)
            .map(LoadedFile::name)
            .findFirst()
            .orElse("FILE");
    return file.month().isPresent()
        ? "remove the older file, %s, from the source and run 'submit/churn ingest --replace %s'"
            .formatted(older, file.month().get())
        : "remove the older file from the source, take it back with 'submit/churn ingest --undo %s', and load this one"
            .formatted(older);
  }

  /** The key, and each column that differs, with the stored and the new value. */
  private static String text(Table table, ResultRow row) {
    return table.columns().stream()
        .map(Column::name)
        .filter(column -> row.values().containsKey("new_" + column))
        .filter(
            column ->
                !Objects.equals(
                    row.values().get("stored_" + column), row.values().get("new_" + column)))
        .map(
            column ->
                "%s %s stored, %s new".formatted(column, stored(row, column), given(row, column)))
        .collect(Collectors.joining(", ", row.string("row_key") + ": ", ""));
  }

  private static String stored(ResultRow row, String column) {
    return shown(row.optionalString("stored_" + column));
  }

  private static String given(ResultRow row, String column) {
    return shown(row.optionalString("new_" + column));
  }

  private static String shown(Optional<String> value) {
    return value.map(text -> StringUtils.abbreviate(text, LONGEST_VALUE)).orElse("nothing");
  }
}
