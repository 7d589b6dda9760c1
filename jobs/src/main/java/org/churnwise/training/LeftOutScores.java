package org.churnwise.training;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.warehouse.RowFunction;

/**
 * What models say of rows that were left out of their fits: 5 bytes a row, and 8 for each model.
 *
 * @param customer of each row, a hash that is not negative
 * @param churned of each row
 * @param probability by model, then by row
 */
record LeftOutScores(int[] customer, boolean[] churned, double[][] probability) {
  private static final StructType SHAPE = new StructType().add("rows", DataTypes.BinaryType);

  int rows() {
    return customer.length;
  }

  LeftOutScores ofModel(int model) {
    return new LeftOutScores(customer, churned, new double[][] {probability[model]});
  }

  /**
   * Scores rows with all models in one pass over the data.
   *
   * @param isLeftOut which of the rows to score
   */
  static LeftOutScores of(RowSource rows, RowSource.Filter isLeftOut, List<FittedModel> models) {
    List<RowFunction> scorings = models.stream().map(LeftOutScores::scoring).toList();
    List<ByteBuffer> parts =
        rows.collect(new Scoring(isLeftOut, scorings), SHAPE).stream()
            .map(part -> ByteBuffer.wrap(part.getAs(0)))
            .toList();
    int bytes = Scoring.bytes(models.size());
    int count = parts.stream().mapToInt(part -> part.remaining() / bytes).sum();
    LeftOutScores scores =
        new LeftOutScores(new int[count], new boolean[count], new double[models.size()][count]);
    int row = 0;
    for (ByteBuffer part : parts) {
      for (; part.hasRemaining(); row++) {
        scores.customer[row] = part.getInt();
        scores.churned[row] = part.get() == 1;
        for (double[] ofModel : scores.probability) {
          ofModel[row] = part.getDouble();
        }
      }
    }
    return scores;
  }

  private static RowFunction scoring(FittedModel model) {
    return new RowScoring(
        model,
        TrainingData.shape(),
        RowScoring.NOTHING,
        scored -> new Object[] {scored.probability()});
  }

  /** Makes one row of many, as bytes. */
  private record Scoring(
      RowSource.Filter isLeftOut, List<RowFunction> scorings, int customer, int label)
      implements RowFunction {

    Scoring(RowSource.Filter isLeftOut, List<RowFunction> scorings) {
      this(
          isLeftOut,
          new ArrayList<>(scorings),
          TrainingData.shape().fieldIndex("customer_id"),
          TrainingData.shape().fieldIndex(ModelTrainer.LABEL));
    }

    private static int bytes(int models) {
      return Integer.BYTES + Byte.BYTES + models * Double.BYTES;
    }

    @Override
    public Worker open() {
      List<Worker> workers = scorings.stream().map(RowFunction::open).toList();
      return new Worker() {
        @Override
        public List<Row> made(List<Row> rows) {
          List<Row> leftOut = rows.stream().filter(isLeftOut::takes).toList();
          return leftOut.isEmpty() ? List.of() : List.of(RowFactory.create(scored(leftOut)));
        }

        private byte[] scored(List<Row> rows) {
          List<List<Row>> scores = workers.stream().map(worker -> worker.made(rows)).toList();
          ByteBuffer bytes = ByteBuffer.allocate(rows.size() * bytes(scores.size()));
          for (int row = 0; row < rows.size(); row++) {
            bytes.putInt(rows.get(row).getString(customer).hashCode() & Integer.MAX_VALUE);
            bytes.put((byte) rows.get(row).getLong(label));
            for (List<Row> ofModel : scores) {
              bytes.putDouble(ofModel.get(row).getDouble(0));
            }
          }
          return bytes.array();
        }

        @Override
        public void close() {
          workers.forEach(Worker::close);
        }
      };
    }
  }
}
