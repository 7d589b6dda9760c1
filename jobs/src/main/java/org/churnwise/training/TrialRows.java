package org.churnwise.training;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.churnwise.model.scoring.Preprocessing;

/**
 * Rows of a fit in memory, so that many small fits need not read them again: about 100 bytes a row.
 * Sorted by snapshot and customer.
 */
final class TrialRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long HASHES = 1L << 31;

  private final Inputs inputs;
  private final List<LocalDate> snapshots;
  private final int hashesBelow;
  private final float[] values;
  private final float[] labels;
  private final int[] days;
  private final int[] hashes;
  private int size;

  private TrialRows(
      Preprocessing preprocessing, List<LocalDate> snapshots, int hashesBelow, int rows) {
    this.inputs = Inputs.of(preprocessing);
    this.snapshots = snapshots;
    this.hashesBelow = hashesBelow;
    this.values = new float[rows * inputs.names().size()];
    this.labels = new float[rows];
    this.days = new int[rows];
    this.hashes = new int[rows];
  }

  /**
   * Collects rows of a fit; of more than {@code most}, those of a share of customers drawn by hash
   * of seed and customer_id. Costs three passes over the rows.
   */
  static TrialRows collect(
      Dataset<Row> rows, Preprocessing preprocessing, long seed, int mostRows) {
    List<LocalDate> snapshots = new ArrayList<>();
    long all = 0;
    Column day = functions.unix_date(functions.col("snapshot_date"));
    for (Row count : rows.groupBy(day.as("day")).count().orderBy("day").collectAsList()) {
      snapshots.add(LocalDate.ofEpochDay(count.getInt(0)));
      all += count.getLong(1);
    }
    int below = (int) Math.min(HASHES - 1, (long) ((double) mostRows / all * HASHES));
    Column hash =
        functions
            .shiftrightunsigned(
                functions.xxhash64(functions.lit(seed), functions.col("customer_id")), 33)
            .cast("int");
    Dataset<Row> drawn = all <= mostRows ? rows : rows.where(hash.lt(below));
    TrialRows collected =
        new TrialRows(preprocessing, snapshots, below, Math.toIntExact(drawn.count()));
    List<Column> columns = new ArrayList<>(List.of(day, hash, functions.col(ModelTrainer.LABEL)));
    preprocessing.names().forEach(name -> columns.add(functions.col(name)));
    Iterator<Row> vectors =
        ModelTrainer.vectors(drawn, preprocessing, 1, ModelTrainer.RowOrder.ANY)
            .select(columns.toArray(Column[]::new))
            .toLocalIterator();
    vectors.forEachRemaining(collected::add);
    return collected;
  }

  private void add(Row row) {
    days[size] = snapshots.indexOf(LocalDate.ofEpochDay(row.getInt(0)));
    hashes[size] = row.getInt(1);
    labels[size] = row.getFloat(2);
    int place = size * inputs.names().size();
    for (int i = 0; i < inputs.names().size(); i++) {
      values[place + i] = row.getFloat(3 + i);
    }
    size++;
  }

  List<LocalDate> snapshots() {
    return snapshots;
  }

  int size() {
    return size;
  }

  Part fitted(Folds folds, int fold, double customerShare) {
    return part(row -> drawn(row, customerShare) && folds.fits(fold, days[row], hashes[row]));
  }

  Part judged(Folds folds, int fold, double customerShare) {
    return part(row -> drawn(row, customerShare) && folds.judges(fold, days[row], hashes[row]));
  }

  private boolean drawn(int row, double customerShare) {
    return hashes[row] <= customerShare * hashesBelow;
  }

  private Part part(IntPredicate wanted) {
    int[] rows = IntStream.range(0, size).filter(wanted).toArray();
    int columns = inputs.names().size();
    float[] partValues = new float[rows.length * columns];
    float[] partLabels = new float[rows.length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(values, rows[row] * columns, partValues, row * columns, columns);
      partLabels[row] = labels[rows[row]];
    }
    return new Part(inputs, partValues, partLabels);
  }

  /** Names and XGBoost's types of the columns. */
  record Inputs(List<String> names, List<String> types) implements Serializable {
    static Inputs of(Preprocessing preprocessing) {
      return new Inputs(preprocessing.names(), List.of(preprocessing.boosterTypes()));
    }
  }

  /** Some of the rows. */
  record Part(Inputs inputs, float[] values, float[] labels) {
    int rows() {
      return labels.length;
    }

    boolean hasBothClasses() {
      for (float label : labels) {
        if (label != labels[0]) {
          return true;
        }
      }
      return false;
    }

    /** The rows as XGBoost takes them; the caller disposes of it. */
    DMatrix matrix() throws XGBoostError {
      DMatrix matrix = new DMatrix(values, rows(), inputs.names().size(), Float.NaN);
      matrix.setLabel(labels);
      matrix.setFeatureNames(inputs.names().toArray(String[]::new));
      matrix.setFeatureTypes(inputs.types().toArray(String[]::new));
      return matrix;
    }
  }
}
