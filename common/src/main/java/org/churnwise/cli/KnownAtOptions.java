package org.churnwise.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.churnwise.error.ChurnException;
import org.churnwise.run.ContentHash;
import org.churnwise.run.KnownAt;
import org.churnwise.run.KnownTables;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;
import picocli.CommandLine.Option;

/**
 * Computes snapshots as they would have been known at an earlier time and writes them to a folder;
 * the stored slices stay as they are.
 */
public final class KnownAtOptions {
  @Option(
      names = "--known-at",
      paramLabel = "RUN_ID|TIME",
      description =
          "Compute from what was loaded when a run wrote its slices, or at a time, into --out; the tables stay as they are.")
  private String knownAt;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "New folder for the Parquet files of --known-at.")
  private String out;

  /** Whether they are used; refuses (exit 2) one of the two options alone. */
  public boolean given() {
    if ((knownAt == null) != (out == null)) {
      throw ChurnException.usage(
          knownAt == null
              ? "--out is only for --known-at; give both or neither"
              : "--known-at needs --out FOLDER, a new folder for the result");
    }
    return knownAt != null;
  }

  /** What a stage does with the tables of another time. */
  @FunctionalInterface
  public interface StageWork {
    void compute(Warehouse tables, Ledger ledger, List<LocalDate> snapshots);
  }

  /**
   * The result.
   *
   * @param knownAt as given
   * @param slices in order
   */
  public record Known(String knownAt, List<KnownSlice> slices) {}

  /**
   * One snapshot as it was known.
   *
   * @param contentHash as in slice_contents
   * @param asWritten whether the named run wrote the same rows; for a time, whether they stand in
   *     the table now
   */
  public record KnownSlice(LocalDate snapshot, long rows, String contentHash, boolean asWritten) {}

  /**
   * Computes snapshots from the tables of then and writes their rows.
   *
   * @param stage features or label
   * @param requested empty for all that the run wrote
   * @param work the stage, on a ledger of the tables of then
   * @throws ChurnException exit 2 for a folder that exists, or without a snapshot; exit 3 if
   *     nothing was loaded by then, and as the stage does
   */
  public Known compute(Job job, Stage stage, List<LocalDate> requested, StageWork work) {
    KnownAt at = KnownAt.of(job.warehouse(), knownAt, job.run().clock().instant());
    List<LocalDate> days = requested.isEmpty() ? at.snapshots(stage) : requested;
    if (days.isEmpty()) {
      throw ChurnException.usage(
          "--known-at %s: no snapshot; give --snapshot-date, or a run that wrote slices of %s"
              .formatted(knownAt, stage));
    }
    requireNew(job);
    Map<Instant, List<LocalDate>> byMoment =
        days.stream()
            .collect(
                Collectors.groupingBy(
                    day -> at.moment(stage, day), TreeMap::new, Collectors.toList()));
    List<KnownSlice> slices = new ArrayList<>();
    byMoment.forEach(
        (moment, together) -> {
          Stopwatch watch = Stopwatch.start();
          List<KnownSlice> known = compute(job, stage, at, moment, together, work);
          known.forEach(slice -> print(job.console(), stage, slice, watch.seconds()));
          slices.addAll(known);
        });
    job.console().line("written to " + out);
    return new Known(knownAt, slices);
  }

  private List<KnownSlice> compute(
      Job job, Stage stage, KnownAt at, Instant moment, List<LocalDate> days, StageWork work) {
    String name = "churnwise_known_" + job.run().id().toLowerCase(Locale.ROOT).replace('-', '_');
    try (KnownTables known = KnownTables.at(job.warehouse(), job::spark, name, moment)) {
      work.compute(known.warehouse(), new Ledger(known.warehouse(), job.run()), days);
      Table table = table(stage);
      known
          .warehouse()
          .read(job.spark(), table.rows(), table)
          .write()
          .mode(SaveMode.Append)
          .parquet(out);
      return days.stream().map(day -> slice(job, known, stage, at, day)).toList();
    }
  }

  private static KnownSlice slice(
      Job job, KnownTables known, Stage stage, KnownAt at, LocalDate day) {
    Table table = table(stage);
    Sql content = ContentHash.of(new SliceRows(table, Map.of("snapshot_date", day)));
    ResultRow computed = known.warehouse().query(content).get(0);
    String hash = computed.string("content_hash");
    String written =
        at.run()
            .map(run -> recorded(job, run, stage, table, day))
            .orElseGet(() -> job.warehouse().query(content).get(0).string("content_hash"));
    return new KnownSlice(day, computed.longValue("row_count"), hash, hash.equals(written));
  }

  /** What the run recorded; a hash of other columns, by an older release, proves nothing. */
  private static String recorded(Job job, String run, Stage stage, Table table, LocalDate day) {
    return job
        .warehouse()
        .query(
            Sql.named("run/content_of_slice")
                .with("run_id", run)
                .with("stage", stage.toString())
                .with("slice", new SliceId.Snapshot(day).toString())
                .with("table_name", table.name()))
        .stream()
        .filter(row -> row.longValue("hash_version") == Migrations.newest())
        .findFirst()
        .map(row -> row.string("content_hash"))
        .orElse("");
  }

  private static Table table(Stage stage) {
    return stage == Stage.FEATURES ? Tables.CUSTOMER_FEATURES : Tables.CUSTOMER_LABELS;
  }

  private void print(Console console, Stage stage, KnownSlice slice, double seconds) {
    String as = slice.asWritten() ? "equal to" : "other than";
    console.stage(
        stage.toString(),
        slice.snapshot().toString(),
        "%s rows as known at %s, %s what was written"
            .formatted(Console.count(slice.rows()), knownAt, as),
        seconds);
  }

  private void requireNew(Job job) {
    try {
      Path folder = new Path(out);
      if (folder.getFileSystem(job.spark().sparkContext().hadoopConfiguration()).exists(folder)) {
        throw ChurnException.usage(
            "--out %s: the folder exists; choose a new name or remove it".formatted(out));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw ChurnException.usage(
          "--out %s: not a writable folder: %s".formatted(out, e.getMessage()));
    }
  }
}
