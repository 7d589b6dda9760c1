package org.churnwise.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.ScoringSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.Explanations;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;

/**
 * Writes every contribution to the champion's predictions as Parquet: snapshot_date, customer_id,
 * model_version, margin, bias, then a column for each input, all in log-odds before calibration.
 * Bias and contributions add up to the margin within 1e-4.
 */
public final class ContributionFiles {
  private final Supplier<SparkSession> spark;
  private final Warehouse warehouse;
  private final Champion champion;
  private final ScoringRows rows;
  private final ScoringSettings settings;

  public ContributionFiles(
      Supplier<SparkSession> spark,
      Warehouse warehouse,
      Ledger ledger,
      FeatureCatalogue catalogue,
      ScoringSettings settings) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.champion = new Champion(warehouse, ledger, catalogue);
    this.rows = new ScoringRows(spark, warehouse);
    this.settings = settings;
  }

  /** Refuses with exit code 2 a folder that exists, and settings that explain nobody. */
  public void requireWritable(String folder) {
    if (settings.explainedFrom(0) > 1) {
      throw ChurnException.usage(
          "--contributions %s: scoring.reasons = none explains nobody; use --set scoring.reasons=flagged or all"
              .formatted(folder));
    }
    try {
      Path path = new Path(folder);
      if (path.getFileSystem(spark.get().sparkContext().hadoopConfiguration()).exists(path)) {
        throw ChurnException.usage(
            "--contributions %s: the folder exists; choose a new name or remove it"
                .formatted(folder));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw ChurnException.usage(
          "--contributions %s: not a writable folder: %s".formatted(folder, e.getMessage()));
    }
  }

  /**
   * Writes a new folder for the customers of snapshots whom scoring.reasons explains. Runs one
   * Spark job, as costly as explaining them in a scoring.
   */
  public void write(List<LocalDate> snapshots, String folder) {
    ModelVersion version = champion.version(snapshots);
    FittedModel model = champion.model(version);
    double from = settings.explainedFrom(version.card().threshold());
    Dataset<Row> explained =
        Explanations.of(model, rows.read(snapshots), from).where(col("margin").isNotNull());
    explained.select(columns(version, model.preprocessing().names())).write().parquet(folder);
  }

  private static Column[] columns(ModelVersion version, List<String> inputs) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("snapshot_date"),
                col("customer_id"),
                lit(version.version()).as("model_version"),
                col("margin"),
                col("bias")));
    for (int i = 0; i < inputs.size(); i++) {
      columns.add(col("contributions").getItem(i).as(inputs.get(i)));
    }
    return columns.toArray(Column[]::new);
  }
}
