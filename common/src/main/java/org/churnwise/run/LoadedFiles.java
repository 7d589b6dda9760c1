package org.churnwise.run;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** The files that were loaded and how far sales are known, as of one moment. */
public final class LoadedFiles {
  private final List<LoadedFile> files;
  private final Optional<LocalDate> firstSale;
  private final Optional<LocalDate> watermark;

  /** Reads the state of the warehouse: one small query. */
  public LoadedFiles(Warehouse warehouse) {
    List<ResultRow> rows = warehouse.query(Sql.named("run/loaded_files"));
    this.files =
        rows.stream()
            .filter(row -> row.optionalString("file_name").isPresent())
            .map(LoadedFiles::file)
            .toList();
    this.firstSale = rows.get(0).optionalDate("first_sale");
    this.watermark = rows.get(0).optionalDate("watermark");
  }

  /**
   * A state given by value.
   *
   * @param files by feed, month and name
   * @param firstSale its day
   * @param watermark empty before the first sale
   */
  public LoadedFiles(
      List<LoadedFile> files, Optional<LocalDate> firstSale, Optional<LocalDate> watermark) {
    this.files = List.copyOf(files);
    this.firstSale = firstSale;
    this.watermark = watermark;
  }

  private static LoadedFile file(ResultRow row) {
    Optional<YearMonth> month =
        row.optionalDouble("year").isEmpty()
            ? Optional.empty()
            : Optional.of(YearMonth.of((int) row.longValue("year"), (int) row.longValue("month")));
    return new LoadedFile(
        row.string("file_type"),
        month,
        row.string("file_name"),
        row.string("content_hash"),
        row.longValue("rows_loaded"),
        row.optionalDate("first_day"),
        row.optionalDate("last_day"),
        row.longValue("load_number"));
  }

  /** Every loaded file, by feed, month and name. */
  public List<LoadedFile> files() {
    return files;
  }

  /** The number of the next load. */
  public long nextLoad() {
    return files.stream().mapToLong(LoadedFile::loadNumber).max().orElse(0) + 1;
  }

  /** W: the first day not known to be loaded for sales; empty before the first sale. */
  public Optional<LocalDate> watermark() {
    return watermark;
  }

  /**
   * Whether a snapshot can be computed: there are sales before it, and none before it are missing.
   */
  public boolean allow(LocalDate snapshot) {
    return firstSale.filter(snapshot::isAfter).isPresent()
        && watermark.filter(known -> !snapshot.isAfter(known)).isPresent();
  }

  /** The files that a stage may see which uses only days before {@code day}, as its inputs. */
  public List<Input> before(LocalDate day) {
    return files.stream()
        .filter(file -> !file.hasDays() || file.firstDay().map(day::isAfter).orElse(false))
        .map(file -> new Input(file.feed(), file.name(), file.contentHash()))
        .toList();
  }

  /**
   * One loaded file.
   *
   * @param month of its name, if the name holds one
   * @param firstDay of its loaded rows; empty for customers
   * @param loadNumber place in the order of loading, carried by its rows
   */
  public record LoadedFile(
      String feed,
      Optional<YearMonth> month,
      String name,
      String contentHash,
      long rowsLoaded,
      Optional<LocalDate> firstDay,
      Optional<LocalDate> lastDay,
      long loadNumber) {
    /** Whether its rows would be of days, if it had some; customers are of all days. */
    boolean hasDays() {
      return !feed.equals(Tables.CUSTOMERS.name());
    }
  }
}
