package org.churnwise.model.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.churnwise.warehouse.RowFunction;

/**
 * Scores rows of customer_features, many at a time: one pass reads their features, asks the native
 * booster, calibrates, explains those from a probability on, and makes what is wanted of them. A
 * row whose contributions and bias do not add up to its margin is refused (see {@link
 * Explanation#addsUp}): reasons that do not add up are wrong. Costs a second of one core for 5,000
 * to 50,000 explained rows, depending on the depth of the trees, for some 200,000 others.
 */
public final class RowScoring implements RowFunction {
  /** Above every probability, so that nothing is explained. */
  public static final double NOTHING = 2;

  private static final long serialVersionUID = 1L;

  private final byte[] booster;
  private final String[] types;
  private final FeatureVectors features;
  private final LinearScoring linear; // null where the booster is the whole model
  private final Calibration calibration;
  private final double explainedFrom;
  private final ScoredRow.Reader reader;
  private final int snapshotColumn;
  private final int customerColumn;

  /**
   * @param rows the columns of the rows to score
   * @param explainedFrom churn probability from which on a row is explained
   * @param reader makes what is wanted of a scored row
   */
  public RowScoring(
      FittedModel model, StructType rows, double explainedFrom, ScoredRow.Reader reader) {
    this.booster = model.booster();
    this.types = model.preprocessing().boosterTypes();
    this.features = new FeatureVectors(model.preprocessing(), rows);
    this.linear =
        model.linear().map(part -> new LinearScoring(part, model.preprocessing())).orElse(null);
    this.calibration = model.calibration();
    this.explainedFrom = explainedFrom;
    this.reader = reader;
    this.snapshotColumn = rows.fieldIndex("snapshot_date");
    this.customerColumn = rows.fieldIndex("customer_id");
  }

  @Override
  public Worker open() {
    LoadedBooster loaded = new LoadedBooster(booster, types);
    return new Worker() {
      @Override
      public List<Row> made(List<Row> rows) {
        return scored(rows, loaded);
      }

      @Override
      public void close() {
        loaded.close();
      }
    };
  }

  private List<Row> scored(List<Row> batch, LoadedBooster loaded) {
    int width = features.width();
    float[] vectors = new float[batch.size() * width];
    for (int i = 0; i < batch.size(); i++) {
      features.write(batch.get(i), vectors, i * width);
    }
    double[] probabilities = calibrated(loaded, vectors);
    Iterator<Explanation> explanations =
        explanations(loaded, ofExplained(vectors, probabilities)).iterator();
    List<Row> made = new ArrayList<>(batch.size());
    for (int i = 0; i < probabilities.length; i++) {
      Optional<Explanation> explanation =
          isExplained(probabilities[i]) ? Optional.of(explanations.next()) : Optional.empty();
      float[] vector = Arrays.copyOfRange(vectors, i * width, (i + 1) * width);
      ScoredRow scored = scored(batch.get(i), probabilities[i], vector, explanation);
      made.add(RowFactory.create(reader.valuesOf(scored)));
    }
    return made;
  }

  private ScoredRow scored(
      Row row, double probability, float[] vector, Optional<Explanation> explanation) {
    Object snapshot = row.get(snapshotColumn);
    String customer = row.getString(customerColumn);
    explanation.ifPresent(known -> known.requireSum(customer, snapshot));
    return new ScoredRow(row, snapshot, customer, probability, vector, explanation);
  }

  private double[] calibrated(LoadedBooster loaded, float[] vectors) {
    if (linear != null) {
      double[] blended = linear.probabilities(loaded.margins(vectors), vectors);
      return Arrays.stream(blended).map(calibration::of).toArray();
    }
    float[] raw = loaded.probabilities(vectors);
    double[] probabilities = new double[raw.length];
    Arrays.setAll(probabilities, i -> calibration.of(raw[i]));
    return probabilities;
  }

  private List<Explanation> explanations(LoadedBooster loaded, float[] vectors) {
    List<Explanation> trees = loaded.explanations(vectors);
    return linear == null
        ? trees
        : IntStream.range(0, trees.size())
            .mapToObj(row -> linear.blended(trees.get(row), vectors, row))
            .toList();
  }

  private boolean isExplained(double probability) {
    return probability >= explainedFrom;
  }

  /** The vectors of those that are explained, one after the other. */
  private float[] ofExplained(float[] vectors, double[] probabilities) {
    int width = features.width();
    float[] explained = new float[vectors.length];
    int next = 0;
    for (int i = 0; i < probabilities.length; i++) {
      if (isExplained(probabilities[i])) {
        System.arraycopy(vectors, i * width, explained, next, width);
        next += width;
      }
    }
    return Arrays.copyOf(explained, next);
  }
}
