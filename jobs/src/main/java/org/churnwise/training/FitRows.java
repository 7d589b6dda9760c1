package org.churnwise.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.scoring.FeatureVectors;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.warehouse.RowFunction;

/**
 * Rows of a fit in the driver, sorted by snapshot and customer.
 *
 * @param values the booster's vectors, one after the other
 * @param labels 0 or 1
 */
record FitRows(float[] values, float[] labels) {
  private static final StructType SHAPE =
      new StructType()
          .add("day", DataTypes.LongType)
          .add("customer_id", DataTypes.StringType)
          .add("label", DataTypes.FloatType)
          .add("features", DataTypes.BinaryType);
  private static final Comparator<Row> ORDER =
      Comparator.<Row, Long>comparing(row -> row.getLong(0)).thenComparing(row -> row.getString(1));

  /** Collects rows; the draw makes sure that they are few. One pass over the data. */
  static FitRows collect(
      RowSource rows, Preprocessing preprocessing, RowSource.Filter isFitted, CustomerDraw draw) {
    StructType columns = TrainingData.shape();
    Vectors vectors =
        new Vectors(
            new FeatureVectors(preprocessing, columns),
            isFitted,
            draw,
            columns.fieldIndex("snapshot_date"),
            columns.fieldIndex("customer_id"),
            columns.fieldIndex(ModelTrainer.LABEL));
    List<Row> sorted = rows.collect(vectors, SHAPE).stream().sorted(ORDER).toList();
    FloatBuffer values = FloatBuffer.allocate(sorted.size() * preprocessing.inputs().size());
    float[] labels = new float[sorted.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = sorted.get(row).getFloat(2);
      values.put(ByteBuffer.wrap(sorted.get(row).<byte[]>getAs(3)).asFloatBuffer());
    }
    return new FitRows(values.array(), labels);
  }

  /** Makes the vectors of the drawn rows that are fitted on. */
  private record Vectors(
      FeatureVectors features,
      RowSource.Filter isFitted,
      CustomerDraw draw,
      int day,
      int customer,
      int label)
      implements RowFunction {
    @Override
    public Worker open() {
      return rows -> {
        List<Row> made = new ArrayList<>();
        for (Row row : rows) {
          if (isFitted.takes(row) && draw.takes(row.getString(customer))) {
            float churned = row.getLong(label);
            made.add(
                RowFactory.create(
                    RowPart.day(row.get(day)).toEpochDay(),
                    row.getString(customer),
                    churned,
                    vector(row)));
          }
        }
        return made;
      };
    }

    private byte[] vector(Row row) {
      float[] vector = new float[features.width()];
      features.write(row, vector, 0);
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
      bytes.asFloatBuffer().put(vector);
      return bytes.array();
    }
  }
}
