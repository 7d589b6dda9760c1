package ml.dmlc.xgboost4j.scala.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import ml.dmlc.xgboost4j.LabeledPoint;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.scala.DMatrix;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import scala.Option;
import scala.Tuple2;
import scala.collection.AbstractIterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/**
 * How the rows of a fit reach XGBoost: each number of a row's vector is a column of its own. Left
 * to itself the estimator makes an object of each number, which takes about as long as the trees,
 * and an array of them would be copied twice on its way. The matrix is the same, and so is the
 * booster.
 *
 * <p>The estimator finds it as a service. It takes rows from one plugin, and only from one of this
 * name, which is why a class that needs no GPU has it.
 */
public final class GpuXGBoostPlugin implements XGBoostPlugin {
  private static final long serialVersionUID = 1L;

  private static final String MARK = "churnwise.fit";

  /** Of a column that this is to read. */
  public static final Metadata MARKED = new MetadataBuilder().putBoolean(MARK, true).build();

  /** Leaves other data to the estimator. */
  @Override
  public boolean isEnabled(Dataset<?> rows) {
    return !numbers(rows).isEmpty();
  }

  private static List<Column> numbers(Dataset<?> rows) {
    return Arrays.stream(rows.schema().fields())
        .filter(field -> field.metadata().contains(MARK))
        .map(field -> functions.col(field.name()))
        .toList();
  }

  /**
   * One matrix of each partition, of which there are as many as workers.
   *
   * @param rows with the numbers of a vector, floats without null, in order, and the label
   */
  @Override
  public <T extends XGBoostEstimator<T, M>, M extends XGBoostModel<M>>
      Tuple2<RDD<Watches>, Map<String, Object>> buildRddWatches(
          XGBoostEstimator<T, M> estimator, Dataset<?> rows) {
    String[] names = estimator.getFeatureNames();
    String[] types = estimator.getFeatureTypes();
    float missing = estimator.getMissing();
    List<Column> columns = new ArrayList<>(numbers(rows));
    columns.add(functions.col(estimator.getLabelCol()).cast("float"));
    RDD<Watches> matrices =
        rows.select(columns.toArray(Column[]::new))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(part -> new Matrix(part, names, types, missing))
            .rdd();
    return new Tuple2<>(matrices, Map$.MODULE$.<String, Object>empty());
  }

  /** Scores have a way of their own. */
  @Override
  public <M extends XGBoostModel<M>> Dataset<Row> transform(
      XGBoostModel<M> model, Dataset<?> rows) {
    throw new UnsupportedOperationException("rows of a fit are not scored");
  }

  /** The matrix of a worker, made when it is asked for: then the worker has joined the others. */
  private record Matrix(Iterator<InternalRow> rows, String[] names, String[] types, float missing)
      implements Iterator<Watches> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Watches next() {
      try {
        DMatrix matrix = new DMatrix(new Points(rows), null, missing);
        matrix.setFeatureNames(names);
        matrix.setFeatureTypes(types);
        return new Watches(new DMatrix[] {matrix}, new String[] {"train"}, Option.empty());
      } catch (XGBoostError e) {
        throw new IllegalStateException("cannot make the matrix of a fit: " + e.getMessage(), e);
      }
    }
  }

  private static final class Points extends AbstractIterator<LabeledPoint> {
    private final Iterator<InternalRow> rows;

    Points(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public LabeledPoint next() {
      InternalRow row = rows.next();
      int width = row.numFields() - 1; // the last is the label
      float[] vector = new float[width];
      for (int i = 0; i < width; i++) {
        vector[i] = row.getFloat(i);
      }
      return new LabeledPoint(row.getFloat(width), width, null, vector);
    }
  }
}
