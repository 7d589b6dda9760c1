package org.churnwise.model.scoring;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows of customer_features as the booster's feature vectors, by the rule of {@link
 * Preprocessing}: what its transformers make of a row, without a Spark plan.
 */
public final class FeatureVectors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ModelInput> inputs;
  private final List<Map<String, Float>> codes;
  private final int[] columns;

  /**
   * @param rows the columns of the rows
   */
  public FeatureVectors(Preprocessing preprocessing, StructType rows) {
    this.inputs = preprocessing.inputs();
    this.columns = inputs.stream().mapToInt(input -> rows.fieldIndex(input.name())).toArray();
    this.codes = inputs.stream().map(FeatureVectors::codes).toList();
  }

  private static Map<String, Float> codes(ModelInput input) {
    Map<String, Float> codes = new HashMap<>();
    input.levels().forEach(level -> codes.put(level, (float) codes.size()));
    return codes;
  }

  /** The length of a vector. */
  public int width() {
    return inputs.size();
  }

  /**
   * Writes the vector of a row.
   *
   * @param vectors to write into
   * @param at place of the vector's first number
   */
  public void write(Row row, float[] vectors, int at) {
    for (int i = 0; i < columns.length; i++) {
      Object value = row.get(columns[i]);
      vectors[at + i] = inputs.get(i).isCategorical() ? code(i, value) : number(value);
    }
  }

  private float code(int input, Object category) {
    Map<String, Float> known = codes.get(input);
    Float code = category == null ? null : known.get(category.toString());
    return code == null ? known.size() : code;
  }

  private static float number(Object value) {
    return value == null ? Float.NaN : ((Number) value).floatValue();
  }
}
