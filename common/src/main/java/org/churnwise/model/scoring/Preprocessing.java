package org.churnwise.model.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.churnwise.run.Json;

/**
 * How a row of customer_features becomes the booster's feature vector: the inputs in order, a
 * number as it is, a category as its code. One rule in training and scoring: a null number is NaN,
 * which the booster treats as missing; a null category and one that is not among the levels, be it
 * rare in the training rows or unseen there, share one bucket, the code after the last level.
 *
 * @param inputs in the order of the feature vector
 */
public record Preprocessing(List<ModelInput> inputs) {
  /** The column of the feature vector. */
  public static final String FEATURES = "features";

  public Preprocessing {
    inputs = List.copyOf(inputs);
  }

  /** The rules as a file; equal rules give equal bytes. */
  public byte[] toJson() {
    try {
      File file = new File(1, "code after the last level", "NaN", inputs);
      return Json.mapper().writeValueAsBytes(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException that names the part which is missing or something else
   */
  public static Preprocessing ofJson(byte[] json) {
    File file = ModelJson.read(json, File.class);
    ModelJson.require(file.inputs, "inputs");
    for (int i = 0; i < file.inputs.size(); i++) {
      ModelJson.require(file.inputs.get(i), "inputs." + i);
    }
    return new Preprocessing(file.inputs);
  }

  /** The names of the inputs, which are also the booster's feature names. */
  public List<String> names() {
    return inputs.stream().map(ModelInput::name).toList();
  }

  /** XGBoost's feature types: q for a number, c for a category. */
  public String[] boosterTypes() {
    return inputs.stream().map(input -> input.isCategorical() ? "c" : "q").toArray(String[]::new);
  }

  /**
   * The transformers that add the feature vector to rows of customer_features. Their rows need
   * every input column.
   */
  public List<Transformer> stages() {
    List<Transformer> stages = new ArrayList<>();
    List<ModelInput> categorical = inputs.stream().filter(ModelInput::isCategorical).toList();
    if (!categorical.isEmpty()) {
      stages.add(indexer(categorical));
    }
    stages.add(featureArray());
    return stages;
  }

  /**
   * An array, not a vector: Spark stores a vector with many zeros sparsely, and XGBoost reads the
   * zeros that a sparse vector leaves out as missing.
   */
  private Transformer featureArray() {
    String values =
        inputs.stream()
            .map(input -> "coalesce(float(" + input.vectorColumn() + "), float('NaN'))")
            .collect(Collectors.joining(", "));
    return new SQLTransformer("churn_features")
        .setStatement("select *, array(" + values + ") as " + FEATURES + " from __THIS__");
  }

  /**
   * The feature vector of rows of customer_features, number by number: what {@link #stages} add, in
   * one expression for each.
   */
  public List<Column> numbers() {
    return inputs.stream().map(Preprocessing::number).toList();
  }

  private static Column number(ModelInput input) {
    Column column = functions.col(input.name());
    if (!input.isCategorical()) {
      return functions.coalesce(column.cast("float"), functions.lit(Float.NaN));
    }
    Column other = functions.lit((float) input.levels().size());
    if (input.levels().isEmpty()) {
      return other;
    }
    Column levels =
        functions.array(input.levels().stream().map(functions::lit).toArray(Column[]::new));
    Column place = functions.array_position(levels, column.cast("string")); // 0: none of them
    return functions.coalesce(functions.when(place.gt(0), place.minus(1)).cast("float"), other);
  }

  private static StringIndexerModel indexer(List<ModelInput> categorical) {
    String[][] levels =
        categorical.stream()
            .map(input -> input.levels().toArray(String[]::new))
            .toArray(String[][]::new);
    return new StringIndexerModel("churn_categories", levels)
        .setInputCols(categorical.stream().map(ModelInput::name).toArray(String[]::new))
        .setOutputCols(categorical.stream().map(ModelInput::vectorColumn).toArray(String[]::new))
        .setHandleInvalid("keep");
  }

  /** The file's content; it states the two rules for readers in other languages. */
  private record File(
      int format, String unseenOrNullCategory, String nullNumber, List<ModelInput> inputs) {}
}
