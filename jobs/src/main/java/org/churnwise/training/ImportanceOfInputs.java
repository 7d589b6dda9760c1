package org.churnwise.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Importance;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.model.scoring.ScoredRow;
import org.churnwise.warehouse.RowFunction;
import scala.collection.mutable.WrappedArray;

/**
 * The importance of a model's inputs on rows of the held-out snapshot: all of them, or {@link
 * Importance#MOST_ROWS} drawn by a hash of seed and key. The hash is Spark's xxhash64, computed
 * where the rows are.
 */
record ImportanceOfInputs(FittedModel model, FeatureCatalogue catalogue, RowPart part, long seed) {
  private static final StructType KEYS =
      new StructType().add("hash", DataTypes.LongType).add("customer_id", DataTypes.StringType);

  private static final StructType EXPLAINED =
      KEYS.add("contributions", DataTypes.createArrayType(DataTypes.DoubleType, false));

  private static final Comparator<Row> ORDER =
      Comparator.<Row, Long>comparing(row -> row.getLong(0)).thenComparing(row -> row.getString(1));

  /**
   * Draws the rows and explains them: two passes over the held-out snapshot. The contributions of
   * the drawn rows reach the driver.
   */
  Importance of(TrainingData data) {
    RowSource heldOut = data.sourceOfHeldOut(part);
    Draw draw = new Draw(part, seed);
    List<Row> keys = heldOut.collect(new Keys(draw), KEYS).stream().sorted(ORDER).toList();
    long last =
        keys.isEmpty() ? 0 : keys.get(Math.min(keys.size(), Importance.MOST_ROWS) - 1).getLong(0);
    List<double[]> contributions =
        heldOut.collect(new Explained(draw, last, scoring(draw)), EXPLAINED).stream()
            .sorted(ORDER)
            .limit(Importance.MOST_ROWS)
            .map(ImportanceOfInputs::contributions)
            .toList();
    return Importance.of(model.preprocessing().names(), catalogue, contributions);
  }

  private RowFunction scoring(Draw draw) {
    ScoredRow.Reader reader =
        scored ->
            new Object[] {
              draw.hash(scored.row()),
              scored.customerId(),
              WrappedArray.make(scored.explanation().orElseThrow().contributions())
            };
    return new RowScoring(model, TrainingData.shape(), 0, reader);
  }

  private static double[] contributions(Row explained) {
    List<Double> values = explained.getList(2);
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The hash of a row's key. */
  record Draw(RowPart part, long seed, int customerColumn) implements Serializable {
    private static final long DEFAULT_SEED = 42; // of Spark's function xxhash64

    Draw(RowPart part, long seed) {
      this(part, seed, TrainingData.shape().fieldIndex("customer_id"));
    }

    boolean takes(Row row) {
      return part.snapshot(row).equals(part.heldOut());
    }

    long hash(Row row) {
      int day = (int) part.snapshot(row).toEpochDay();
      long seeded = XxHash64Function.hash(seed, DataTypes.LongType, DEFAULT_SEED);
      long dated = XxHash64Function.hash(day, DataTypes.DateType, seeded);
      UTF8String customer = UTF8String.fromString(row.getString(customerColumn));
      return XxHash64Function.hash(customer, DataTypes.StringType, dated);
    }
  }

  /** The keys that may be drawn: of some rows, those first in order. */
  private record Keys(Draw draw) implements RowFunction {
    @Override
    public Worker open() {
      return rows ->
          rows.stream()
              .filter(draw::takes)
              .map(row -> RowFactory.create(draw.hash(row), row.getString(draw.customerColumn())))
              .sorted(ORDER)
              .limit(Importance.MOST_ROWS)
              .toList();
    }
  }

  /** Explains the rows up to a hash. */
  private record Explained(Draw draw, long last, RowFunction scoring) implements RowFunction {
    @Override
    public Worker open() {
      Worker scorer = scoring.open();
      return new Worker() {
        @Override
        public List<Row> made(List<Row> rows) {
          List<Row> drawn = new ArrayList<>();
          for (Row row : rows) {
            if (draw.takes(row) && draw.hash(row) <= last) {
              drawn.add(row);
            }
          }
          return drawn.isEmpty() ? List.of() : scorer.made(drawn);
        }

        @Override
        public void close() {
          scorer.close();
        }
      };
    }
  }
}
