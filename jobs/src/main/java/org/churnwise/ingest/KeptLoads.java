package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.ingest.LandingRows.Outcome;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.table.RowColumns;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Loads that a replay makes again without their source: files that were taken back, and may be gone
 * or changed since, and rows of tables, which others change. Their rows come from where the live
 * warehouse keeps them.
 *
 * @param files the loads
 */
public record KeptLoads(Optional<Warehouse> live, List<RecordedFile> files) {

  /** The loads among some recorded ones that were taken back, or are of tables. */
  public static KeptLoads of(Warehouse live, Collection<RecordedFile> recorded) {
    return new KeptLoads(
        Optional.of(live),
        recorded.stream()
            .filter(file -> (file.isTakenBack() || file.isOfTable()) && !file.isRelease())
            .toList());
  }

  /** Nothing: every file is read from where it stands. */
  static KeptLoads none() {
    return new KeptLoads(Optional.empty(), List.of());
  }

  boolean holds(SourceFile file) {
    return load(file).isPresent();
  }

  private Optional<RecordedFile> load(SourceFile file) {
    return files.stream()
        .filter(kept -> kept.feed().equals(file.feed()) && kept.name().equals(file.name()))
        .filter(kept -> kept.contentHash().equals(file.contentHash()))
        .findFirst();
  }

  /** Rows in the form of {@code landing_rows}, and beside them those of a file that it holds. */
  Dataset<Row> with(SparkSession spark, Dataset<Row> rows, SourceFile file, long number) {
    long load = load(file).orElseThrow().loadNumber();
    return rows.unionByName(
            rows(spark, Sql.named("replay/kept_" + file.feed()), load, file, number, Outcome.GOOD),
            true)
        .unionByName(
            rows(spark, Sql.named("replay/kept_bad_rows"), load, file, number, Outcome.BAD), true);
  }

  private Dataset<Row> rows(
      SparkSession spark, Sql query, long load, SourceFile file, long number, Outcome outcome) {
    Sql kept = RowColumns.in(query).with("load_number", load);
    Dataset<Row> rows =
        live.orElseThrow()
            .read(spark, kept, Tables.LANDING_ROWS)
            .withColumn("file_number", functions.lit(number))
            .withColumn("file_name", functions.lit(file.name()))
            .withColumn("feed", functions.lit(file.feed()))
            .withColumn("outcome", functions.lit(outcome.name()))
            .withColumn("record_count", functions.lit(1L));
    return outcome == Outcome.GOOD ? rows.withColumn("raw_row", functions.lit("")) : rows;
  }

  /**
   * A file that it holds, with the counts and days of its load.
   *
   * @param landed the file as its rows landed again, if it has any
   */
  LandedFile counted(SourceFile file, long number, Optional<LandedFile> landed) {
    Counts counts =
        RecordRows.read(
            live.orElseThrow()
                .query(
                    Sql.named("replay/kept_counts")
                        .with("load_number", load(file).orElseThrow().loadNumber()))
                .get(0),
            Counts.class);
    return new LandedFile(
        number,
        counts.rowsRead(),
        0,
        0,
        counts.rowsQuarantined(),
        counts.goodRows(),
        0,
        Optional.empty(),
        counts.firstDay(),
        counts.lastDay(),
        Optional.empty(),
        counts.currency(),
        counts.currency(),
        counts.header(),
        true,
        landed.map(LandedFile::commentsNotScored).orElse(0L),
        landed.map(LandedFile::textsToScore).orElse(0L));
  }

  /** What files_ingested said of a load. */
  private record Counts(
      long rowsRead,
      long rowsQuarantined,
      long goodRows,
      Optional<String> header,
      Optional<String> currency,
      Optional<LocalDate> firstDay,
      Optional<LocalDate> lastDay) {}
}
