package org.churnwise.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Importance;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.model.scoring.ScoredRow;
import org.churnwise.warehouse.RowFunction;

/**
 * The importance of a model's inputs on rows of the held-out snapshot: all of them, or {@link
 * Importance#MOST_ROWS} drawn by a hash of seed and key. The hash is Spark's xxhash64, computed
 * where the rows are.
 */
record ImportanceOfInputs(FittedModel model, FeatureCatalogue catalogue, RowPart part, long seed) {

  /**
   * Draws the rows and explains them: one pass over the held-out snapshot. Some thousands of rows
   * reach the driver.
   */
  Importance of(TrainingData data) {
    Draw draw = new Draw(part, seed);
    List<Row> drawn =
        data.sourceOfHeldOut(part).collect(new Candidates(draw), TrainingData.shape()).stream()
            .map(draw::drawn)
            .sorted()
            .limit(Importance.MOST_ROWS)
            .map(Drawn::row)
            .toList();
    return Importance.of(model.preprocessing().names(), catalogue, contributions(drawn));
  }

  private List<double[]> contributions(List<Row> rows) {
    ScoredRow.Reader reader =
        scored -> new Object[] {scored.explanation().orElseThrow().contributions()};
    try (RowFunction.Worker worker =
        new RowScoring(model, TrainingData.shape(), 0, reader).open()) {
      return worker.made(rows).stream().map(row -> (double[]) row.get(0)).toList();
    }
  }

  /** A row with its place in the draw. */
  private record Drawn(long hash, String customer, Row row) implements Comparable<Drawn> {
    @Override
    public int compareTo(Drawn other) {
      int byHash = Long.compare(hash, other.hash);
      return byHash == 0 ? customer.compareTo(other.customer) : byHash;
    }
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

    private Drawn drawn(Row row) {
      return new Drawn(hash(row), row.getString(customerColumn), row);
    }

    long hash(Row row) {
      int day = (int) part.snapshot(row).toEpochDay();
      long seeded = XxHash64Function.hash(seed, DataTypes.LongType, DEFAULT_SEED);
      long dated = XxHash64Function.hash(day, DataTypes.DateType, seeded);
      UTF8String customer = UTF8String.fromString(row.getString(customerColumn));
      return XxHash64Function.hash(customer, DataTypes.StringType, dated);
    }
  }

  /**
   * The rows that may be drawn: those that were among the first when their worker saw them. They
   * grow with the logarithm of the rows.
   */
  record Candidates(Draw draw) implements RowFunction {
    @Override
    public Worker open() {
      PriorityQueue<Drawn> first = new PriorityQueue<>(Comparator.reverseOrder());
      return rows -> {
        List<Row> made = new ArrayList<>();
        for (Row row : rows) {
          if (draw.takes(row)) {
            Drawn one = draw.drawn(row);
            if (first.size() < Importance.MOST_ROWS || one.compareTo(first.element()) < 0) {
              first.add(one);
              made.add(row);
            }
            if (first.size() > Importance.MOST_ROWS) {
              first.remove();
            }
          }
        }
        return made;
      };
    }
  }
}
