package org.churnwise.model.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.config.Hyperparameters;
import org.churnwise.config.TrainingSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.Importance;
import org.churnwise.run.Input;
import org.churnwise.run.Json;
import org.churnwise.run.Machine;

/**
 * What a model is: data, features, parameters, libraries, and evaluation. The card holds no run and
 * no time, so two trainings on equal data have equal cards.
 *
 * @param data what it was fitted and evaluated on
 * @param features what it sees
 * @param parameters every key under {@code training}, by name
 * @param threshold churn probability from which a customer is predicted to churn
 * @param answers where calibration and threshold come from; null in an older card
 * @param versions of code and libraries, and the machine
 * @param evaluation its metrics
 * @param importance what drives its predictions on the held-out rows; null if it was not measured
 * @param recalibration where its booster comes from; null, and not in the JSON, if it was fitted
 */
public record ModelCard(
    Data data,
    FeatureSet features,
    Map<String, Object> parameters,
    double threshold,
    Answers answers,
    Versions versions,
    Evaluation evaluation,
    Importance importance,
    @JsonInclude(JsonInclude.Include.NON_NULL) Recalibration recalibration) {
  /** Characters of an altered card in a message. */
  private static final int SHOWN = 80;

  /** What every card has had; a part is never null. */
  private static final List<String> PARTS =
      List.of(
          "data.watermark",
          "data.held_out_snapshot",
          "data.fit_snapshots",
          "data.slices",
          "data.rows",
          "data.positives",
          "features.catalogue_hash",
          "features.inputs",
          "parameters",
          "threshold",
          "versions.code",
          "evaluation.fitted",
          "evaluation.left_out",
          "evaluation.held_out");

  private static final ObjectMapper MAPPER =
      Json.mapper().copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The card of a model whose booster was fitted for it. */
  public ModelCard(
      Data data,
      FeatureSet features,
      Map<String, Object> parameters,
      double threshold,
      Answers answers,
      Versions versions,
      Evaluation evaluation,
      Importance importance) {
    this(data, features, parameters, threshold, answers, versions, evaluation, importance, null);
  }

  /** A card without calibration, learned threshold and importance. */
  public ModelCard(
      Data data,
      FeatureSet features,
      Map<String, Object> parameters,
      double threshold,
      Versions versions,
      Evaluation evaluation) {
    this(data, features, parameters, threshold, null, versions, evaluation, null);
  }

  /** Those of {@link #parametersOf(TrainingSettings)} that a recalibration goes by. */
  public static Map<String, Object> parametersOfAnswers(TrainingSettings settings) {
    Map<String, Object> parameters = byName(settings.answers());
    parameters.put("threshold", settings.threshold());
    return parameters;
  }

  /** The settings of a training by the names they have in a card. */
  public static Map<String, Object> parametersOf(TrainingSettings settings) {
    Map<String, Object> parameters = byName(settings);
    parameters.remove("tuning");
    parameters.remove("answers");
    parameters.remove("inputs");
    parameters.putAll(byName(settings.answers()));
    parameters.putAll(byName(settings.tuning()));
    parameters.putAll(byName(settings.inputs()));
    return parameters;
  }

  /** The same with the hyperparameters that were fitted with, which a search may have chosen. */
  public static Map<String, Object> parametersOf(TrainingSettings settings, Hyperparameters used) {
    Map<String, Object> parameters = parametersOf(settings);
    parameters.putAll(byName(used));
    return parameters;
  }

  private static Map<String, Object> byName(Record settings) {
    return MAPPER.convertValue(settings, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /** The card as JSON; equal cards give equal text. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote; unknown fields are ignored.
   *
   * @param version of the model, for a message
   * @throws ChurnException (warehouse) that names the part which is missing or something else
   */
  public static ModelCard ofJson(String version, String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      for (String part : PARTS) {
        JsonNode found = tree.at("/" + part.replace('.', '/'));
        if (found.isMissingNode() || found.isNull()) {
          throw altered(version, json, "it has no " + part, null);
        }
      }
      return MAPPER.treeToValue(tree, ModelCard.class);
    } catch (JsonMappingException e) {
      throw altered(version, json, part(e) + ": " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw altered(version, json, e.getOriginalMessage(), e);
    }
  }

  /** Where in the card: {@code data.fit_snapshots.0}. */
  private static String part(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static ChurnException altered(String version, String json, String how, Exception cause) {
    String start = json.substring(0, Math.min(json.length(), SHOWN));
    return ChurnException.warehouse(
        "the card of model %s, column card of table model_versions, was altered (%s): '%s...'; restore the row, or train again"
            .formatted(version, how, start),
        cause);
  }

  /**
   * The rows of a model.
   *
   * @param watermark first day that was not yet loaded when it was trained
   * @param heldOutSnapshot evaluated on, never fitted on
   * @param fitSnapshots fitted on
   * @param slices features and labels used, each with its stage key
   * @param rows fitted on
   * @param positives of them churned
   * @param dataset hash of its rows, see {@link TrainingDataset#hash}; null in older cards
   */
  public record Data(
      LocalDate watermark,
      LocalDate heldOutSnapshot,
      List<LocalDate> fitSnapshots,
      List<Input> slices,
      long rows,
      long positives,
      String dataset) {

    /** Rows without a known hash. */
    public Data(
        LocalDate watermark,
        LocalDate heldOutSnapshot,
        List<LocalDate> fitSnapshots,
        List<Input> slices,
        long rows,
        long positives) {
      this(watermark, heldOutSnapshot, fitSnapshots, slices, rows, positives, null);
    }
  }

  /**
   * The code and machine that trained the model. The number of workers is among the parameters; the
   * number of Spark's slots has no effect.
   *
   * @param java major version
   * @param duckdb null for another warehouse; null in older cards, as are the next two
   * @param threads of DuckDB; null for another warehouse
   */
  public record Versions(
      String code,
      String spark,
      String xgboost,
      int java,
      String duckdb,
      Machine machine,
      Integer threads) {

    /** Versions without database and machine. */
    public Versions(String code, String spark, String xgboost, int java) {
      this(code, spark, xgboost, java, null, null, null);
    }
  }

  /**
   * What was learned from the customers left out of the fit.
   *
   * @param calibration of the booster's probabilities
   * @param thresholdBy what the threshold maximises: f1 or profit; fixed = as configured
   * @param rows of these customers in the snapshots fitted on
   * @param positives of them churned
   * @param note why something was not learned; null if nothing is missing
   */
  public record Answers(
      Calibration calibration, String thresholdBy, long rows, long positives, String note) {}

  /**
   * A booster that was fitted for another model.
   *
   * @param of the model that it was fitted for, and that has the same booster
   * @param snapshot whose customers left out of fits calibration and threshold were learned from;
   *     the model is evaluated on its other customers
   * @param boosterSha256 of {@code booster.ubj}
   */
  public record Recalibration(String of, LocalDate snapshot, String boosterSha256) {}

  /**
   * Metrics by rows: those fitted on, those of the same snapshots' customers left out of the fit,
   * and those of the held-out snapshot; there also those of a logistic regression fitted on the
   * same rows.
   *
   * @param logistic null in an older card, as are the next two
   * @param segments of the held-out snapshot that have enough rows: the main metrics, and the gap
   *     to all customers with its p-value, adjusted for the number of segments
   * @param snapshots fitted on, the customers left out of each: the main metrics
   */
  public record Evaluation(
      List<ModelMetric> fitted,
      List<ModelMetric> leftOut,
      List<ModelMetric> heldOut,
      List<ModelMetric> logistic,
      Map<String, List<ModelMetric>> segments,
      Map<String, List<ModelMetric>> snapshots) {

    /** The three parts alone. */
    public Evaluation(
        List<ModelMetric> fitted, List<ModelMetric> leftOut, List<ModelMetric> heldOut) {
      this(fitted, leftOut, heldOut, null, null, null);
    }
  }
}
