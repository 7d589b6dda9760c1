package org.churnwise.model.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.scala.Booster;
import ml.dmlc.xgboost4j.scala.XGBoost;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Json;
import scala.Option;

/**
 * A fitted model: the preprocessing, the booster as XGBoost's UBJSON, a linear part or none, and
 * the calibration. These bytes are the whole model, so one that was stored and loaded gives the
 * same probabilities to the bit. Immutable.
 */
public final class FittedModel {
  private static final String PROBABILITY = "probability";
  private static final Pattern VERSION = Pattern.compile("\"version\":\\[(\\d+),(\\d+),(\\d+)]");

  private final Preprocessing preprocessing;
  private final byte[] booster;
  private final LinearPart linear; // null if there is none
  private final Calibration calibration;

  /** A model without calibration; see {@link #FittedModel(Preprocessing, byte[], Calibration)}. */
  public FittedModel(Preprocessing preprocessing, byte[] booster) {
    this(preprocessing, booster, Calibration.NONE);
  }

  /**
   * A model from its parts.
   *
   * @param booster in UBJSON, with feature names equal to the preprocessing's
   * @param calibration of the booster's probabilities
   */
  public FittedModel(Preprocessing preprocessing, byte[] booster, Calibration calibration) {
    this(preprocessing, booster, Optional.empty(), calibration);
  }

  /**
   * A model from its parts.
   *
   * @param linear of the booster's feature vectors
   * @param calibration of the probabilities of both together
   */
  public FittedModel(
      Preprocessing preprocessing,
      byte[] booster,
      Optional<LinearPart> linear,
      Calibration calibration) {
    this.preprocessing = preprocessing;
    this.booster = booster.clone();
    this.linear = linear.orElse(null);
    this.calibration = calibration;
  }

  /** The same model with another calibration. */
  public FittedModel calibratedBy(Calibration other) {
    return new FittedModel(preprocessing, booster, linear(), other);
  }

  /** The same booster with a linear part, uncalibrated. */
  public FittedModel blendedWith(LinearPart other) {
    return new FittedModel(preprocessing, booster, Optional.of(other), Calibration.NONE);
  }

  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The booster in UBJSON, readable by any XGBoost client. */
  public byte[] booster() {
    return booster.clone();
  }

  /** What is added to the booster's margin; empty if the booster is the whole model. */
  public Optional<LinearPart> linear() {
    return Optional.ofNullable(linear);
  }

  /** How the probabilities of booster and linear part become the model's. */
  public Calibration calibration() {
    return calibration;
  }

  /** SHA-256 of the booster alone: a recalibration leaves it as it is. */
  public String boosterSha256() {
    return DigestUtils.sha256Hex(booster);
  }

  /**
   * SHA-256 over the bytes of preprocessing.json, booster.ubj and, as far as there are, linear.json
   * and calibration.json. Equal fits have equal hashes.
   */
  public String sha256() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    digest.update(preprocessing.toJson());
    digest.update(booster);
    linear().ifPresent(part -> digest.update(part.toJson()));
    if (!calibration.equals(Calibration.NONE)) {
      digest.update(calibration.toJson());
    }
    return Hex.encodeHexString(digest.digest());
  }

  /**
   * The trees before calibration as a Spark ML pipeline: category codes, feature vector, XGBoost.
   * It adds, among others, the column {@code probability}: a vector (stays, churns).
   */
  public PipelineModel pipeline() {
    List<Transformer> stages = new ArrayList<>(preprocessing.stages());
    stages.add(classifier());
    return new PipelineModel("churn_model", stages);
  }

  /**
   * The churn probability of rows of customer_features: snapshot_date, customer_id,
   * churn_probability in [0, 1]. Lazy: it costs when the result is used, on the executors, about 4
   * s a million rows. The booster computes in single precision; the value is that number as a
   * double, calibrated: without a linear part what {@link #pipeline} and the calibration give, to
   * the bit.
   *
   * @param kept further columns of the rows to keep in the result, after the others
   */
  public Dataset<Row> score(Dataset<Row> rows, String... kept) {
    StructType shape =
        new StructType()
            .add(rows.schema().apply("snapshot_date"))
            .add(rows.schema().apply("customer_id"))
            .add("churn_probability", DataTypes.DoubleType, false);
    for (String name : kept) {
      shape = shape.add(rows.schema().apply(name));
    }
    Dataset<Row> needed = rows.select(columns(rows, kept));
    int[] places = Arrays.stream(kept).mapToInt(needed.schema()::fieldIndex).toArray();
    return new RowScoring(
            this, needed.schema(), RowScoring.NOTHING, scored -> values(scored, places))
        .on(needed, shape);
  }

  private Column[] columns(Dataset<Row> rows, String... kept) {
    Set<String> names = new LinkedHashSet<>(List.of("snapshot_date", "customer_id"));
    names.addAll(preprocessing.names());
    names.addAll(List.of(kept));
    return names.stream().map(rows::col).toArray(Column[]::new);
  }

  private static Object[] values(ScoredRow scored, int[] kept) {
    Object[] values = new Object[3 + kept.length];
    values[0] = scored.snapshotDate();
    values[1] = scored.customerId();
    values[2] = scored.probability();
    for (int i = 0; i < kept.length; i++) {
      values[3 + i] = scored.row().get(kept[i]);
    }
    return values;
  }

  /**
   * The columns that a tree splits on, in alphabetical order; empty for trees without a split. Of a
   * model that leaves its trees aside, all.
   */
  public List<String> usedInputs() {
    Set<String> used = new TreeSet<>();
    if (linear != null && linear.share() == 1) {
      used.addAll(preprocessing.names());
      return List.copyOf(used);
    }
    try {
      JsonNode model = Json.mapper().readTree(nativeBooster().toByteArray("json"));
      for (JsonNode tree : model.at("/learner/gradient_booster/model/trees")) {
        JsonNode children = tree.get("left_children");
        for (int node = 0; node < children.size(); node++) {
          if (children.get(node).asInt() >= 0) { // a leaf has no children
            used.add(preprocessing.names().get(tree.get("split_indices").get(node).asInt()));
          }
        }
      }
      return List.copyOf(used);
    } catch (XGBoostError | IOException e) {
      throw new IllegalStateException("the booster's splits cannot be read: " + e.getMessage(), e);
    }
  }

  /** The version of the XGBoost library that fitted the booster, as recorded in the booster. */
  public String xgboostVersion() {
    try {
      String json = new String(nativeBooster().toByteArray("json"), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(json);
      return version.find()
          ? version.group(1) + "." + version.group(2) + "." + version.group(3)
          : "unknown";
    } catch (XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  private XGBoostClassificationModel classifier() {
    var classifier =
        new XGBoostClassificationModel("churn_booster", 2, nativeBooster(), Option.empty());
    classifier.setFeaturesCol(Preprocessing.FEATURES);
    classifier.setProbabilityCol(PROBABILITY);
    classifier.setRawPredictionCol(
        ""); // each further output column is a further pass over the trees
    classifier.setPredictionCol("");
    classifier.setMissing(Float.NaN);
    classifier.setNthread(1);
    classifier.setFeatureNames(preprocessing.names().toArray(String[]::new));
    classifier.setFeatureTypes(preprocessing.boosterTypes());
    return classifier;
  }

  private Booster nativeBooster() {
    try {
      return XGBoost.loadModel(new ByteArrayInputStream(booster));
    } catch (XGBoostError e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw ChurnException.warehouse(
          "this version of XGBoost cannot read the booster of the model: %s; restore its files, or train again"
              .formatted(reason),
          e);
    }
  }
}
