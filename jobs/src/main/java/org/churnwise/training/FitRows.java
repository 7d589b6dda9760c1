package org.churnwise.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.churnwise.model.scoring.Preprocessing;

/**
 * Rows of a fit in the driver, sorted by snapshot and customer.
 *
 * @param values the booster's vectors, one after the other
 * @param labels 0 or 1
 */
record FitRows(float[] values, float[] labels) implements Serializable {

  /** Collects rows; the caller has made sure that they are few. Runs one Spark job. */
  static FitRows collect(Dataset<Row> rows, Preprocessing preprocessing) {
    int inputs = preprocessing.inputs().size();
    // Spark's own rows: others would hold an object for each number.
    return ModelTrainer.vectors(rows, preprocessing, 1)
        .select(functions.col(ModelTrainer.LABEL), functions.col(Preprocessing.FEATURES))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(part -> List.of(of(part, inputs)).iterator())
        .collect()
        .get(0);
  }

  private static FitRows of(Iterator<InternalRow> rows, int inputs) {
    float[] values = new float[0];
    float[] labels = new float[0];
    int count = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (count == labels.length) {
        int room = Math.max(1024, 2 * count);
        values = Arrays.copyOf(values, room * inputs);
        labels = Arrays.copyOf(labels, room);
      }
      labels[count] = row.getFloat(0);
      System.arraycopy(row.getArray(1).toFloatArray(), 0, values, count * inputs, inputs);
      count++;
    }
    return new FitRows(Arrays.copyOf(values, count * inputs), Arrays.copyOf(labels, count));
  }
}
