package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.cli.LocalFiles;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Lands the rows of files. A warehouse in this process reads plain texts itself, and has the others
 * from here, one row at a time; for another one Spark reads all files, one task per file. Spark
 * also sorts the lines of sales where there are many.
 */
final class FileLanding {
  /** Lines of sales that are sorted here: a hundred thousand. */
  private static final long MOST_GROUPED_BYTES = 1L << 23;

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final KeptLoads kept;

  /**
   * @param spark started only for files that it has to read
   */
  FileLanding(Warehouse warehouse, Supplier<SparkSession> spark, KeptLoads kept) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.kept = kept;
  }

  /** The session that reads some of the files, started now; empty if Spark reads none. */
  Optional<SparkSession> session(List<SourceFile> files, Validity validity) {
    boolean reads =
        files.stream().anyMatch(kept::holds) || !bySpark(tasks(files, validity)).isEmpty();
    return reads ? Optional.of(spark.get()) : Optional.empty();
  }

  /**
   * Lands rows in place of those that have landed. Those of tables are left out.
   *
   * @param session as {@link #session} gives it for these files
   */
  void land(
      List<SourceFile> files,
      Validity validity,
      Optional<SparkSession> session,
      ForgottenCustomers forgotten) {
    List<FileTask> here = tasks(files, validity);
    List<FileTask> bySpark = bySpark(here);
    here.removeAll(bySpark);
    session.ifPresentOrElse(
        open -> warehouse.land(Tables.LANDING_ROWS, rows(open, files, bySpark, forgotten)),
        () -> warehouse.landRows(Tables.LANDING_ROWS, List.of()));
    if (!here.isEmpty()) {
      landHere(here, forgotten);
    }
  }

  private List<FileTask> tasks(List<SourceFile> files, Validity validity) {
    List<FileTask> tasks = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      if (!kept.holds(file) && !file.isTable()) {
        tasks.add(FileTask.of(file, i + 1L, validity));
      }
    }
    return tasks;
  }

  private List<FileTask> bySpark(List<FileTask> tasks) {
    if (warehouse.localThreads().isEmpty()) {
      return List.copyOf(tasks);
    }
    return tasks.stream()
        .filter(task -> task.contract().isGrouped())
        .filter(task -> task.content().bytes() > MOST_GROUPED_BYTES)
        .toList();
  }

  private Dataset<Row> rows(
      SparkSession session,
      List<SourceFile> files,
      List<FileTask> tasks,
      ForgottenCustomers forgotten) {
    Dataset<Row> rows = FileReading.rows(session, tasks, forgotten);
    for (int i = 0; i < files.size(); i++) {
      if (kept.holds(files.get(i))) {
        rows = kept.with(session, rows, files.get(i), i + 1L);
      }
    }
    return rows;
  }

  private void landHere(List<FileTask> tasks, ForgottenCustomers forgotten) {
    Configuration hadoop = LocalFiles.configuration();
    PlainFiles plain = new PlainFiles(warehouse, hadoop);
    for (FileTask task : tasks) {
      if (!forgotten.isEmpty() || !plain.land(task)) {
        Iterator<Row> rows = FileReading.rowsOf(task, hadoop);
        warehouse.landAll(
            Tables.LANDING_ROWS,
            LandingRows.values(forgotten.isEmpty() ? rows : new RemainingRows(rows, forgotten)));
      }
    }
  }
}
