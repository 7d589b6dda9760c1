package org.churnwise.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.ModelTrainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stored model, opened by XGBoost's Python package, which reads nothing but the model's files. It
 * is fitted on 600 rows and asked about others: a fifth of their numbers is null, and of their
 * categories some are null and some were never seen.
 */
@NeedsPython("src/test/booster/requirements.txt")
@TestInstance(Lifecycle.PER_CLASS)
class BoosterInPythonTest {
  private static final Path SCRIPTS = Path.of("src", "test", "booster");
  private static final double EQUAL = 1e-6;

  @TempDir static Path folder;
  private FittedModel model;
  private Dataset<Row> asked;
  private List<Double> pythonMargins;

  @BeforeAll
  void fitStoreAndOpenInPython() throws Exception {
    PythonEnvironment python = PythonEnvironment.of(SCRIPTS.resolve("requirements.txt"));
    model =
        new ModelTrainer(settings(), FeatureCatalogue.load())
            .fit(rows(600, List.of("north", "south", "west"), 1));
    asked = rows(400, Arrays.asList("north", "south", "west", "never seen", null), 2);
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      String name = new ModelStore(temporary.warehouse()).store(model, card());
      pythonMargins = margins(python, temporary.warehouse().fetch(name), asked);
    }
  }

  @Test
  void marginsEqualThoseOfTheSameTreesHere() throws XGBoostError, IOException {
    List<Float> here = marginsHere();
    assertEquals(here.size(), pythonMargins.size());
    for (int row = 0; row < here.size(); row++) {
      assertEquals(here.get(row), pythonMargins.get(row), EQUAL, "row " + row);
    }
    assertTrue(here.stream().distinct().count() > 50, "margins that tell rows apart");
  }

  @Test
  void probabilitiesEqualThoseThatScoringWrites() {
    List<Row> scored = model.score(asked).select("churn_probability").collectAsList();
    for (int row = 0; row < scored.size(); row++) {
      double probability = 1 / (1 + Math.exp(-pythonMargins.get(row)));
      assertEquals(scored.get(row).getDouble(0), probability, EQUAL, "row " + row);
    }
  }

  @Test
  void theTreesAskForCategoriesAndNumbers() {
    assertTrue(model.usedInputs().contains("location"), model.usedInputs().toString());
    assertTrue(model.usedInputs().contains("age"), model.usedInputs().toString());
  }

  private List<Float> marginsHere() throws XGBoostError, IOException {
    Dataset<Row> vectors = asked;
    for (Transformer stage : model.preprocessing().stages()) {
      vectors = stage.transform(vectors);
    }
    List<Row> rows = vectors.select(Preprocessing.FEATURES).collectAsList();
    int columns = model.preprocessing().names().size();
    float[] flat = new float[rows.size() * columns];
    for (int row = 0; row < rows.size(); row++) {
      List<Float> vector = rows.get(row).getList(0);
      for (int column = 0; column < columns; column++) {
        flat[row * columns + column] = vector.get(column);
      }
    }
    DMatrix matrix = new DMatrix(flat, rows.size(), columns, Float.NaN);
    matrix.setFeatureNames(model.preprocessing().names().toArray(String[]::new));
    matrix.setFeatureTypes(model.preprocessing().boosterTypes());
    Booster booster = XGBoost.loadModel(model.booster());
    List<Float> margins = new ArrayList<>();
    for (float[] margin : booster.predict(matrix, true)) {
      margins.add(margin[0]);
    }
    return margins;
  }

  private static List<Double> margins(PythonEnvironment python, Path files, Dataset<Row> rows)
      throws IOException, InterruptedException {
    Path lines = folder.resolve("rows.json");
    Files.write(lines, rows.toJSON().collectAsList());
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                python.program("python").toString(),
                SCRIPTS.resolve("margins.py").toString(),
                files.toString())
            .redirectInput(lines.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> read(errors));
    assertTrue(read(errors).contains("xgboost 3."), () -> read(errors));
    return output.lines().map(Double::valueOf).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private ModelCard card() {
    LocalDate day = LocalDate.of(2025, 6, 1);
    return new ModelCard(
        new ModelCard.Data(day, day, List.of(day), List.of(), 600, 300),
        FeatureSet.of(FeatureCatalogue.load()),
        ModelCard.parametersOf(settings()),
        0.5,
        new ModelCard.Versions("code", "spark", model.xgboostVersion(), 17),
        new ModelCard.Evaluation(List.of(), List.of(), List.of()));
  }

  /**
   * Rows of customer_features with {@code churned}; older customers and those of the west leave.
   */
  private static Dataset<Row> rows(int count, List<String> places, long seed) {
    Random random = new Random(seed);
    StructType schema = new StructType();
    for (StructField field : Tables.CUSTOMER_FEATURES.sparkSchema().fields()) {
      schema = schema.add(field.name(), field.dataType(), true);
    }
    schema = schema.add("churned", DataTypes.LongType, false);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      Object[] values = new Object[schema.size()];
      for (StructField field : Tables.CUSTOMER_FEATURES.sparkSchema().fields()) {
        values[schema.fieldIndex(field.name())] = value(field, places, random);
      }
      values[schema.fieldIndex("customer_id")] = String.format("C%04d", row);
      values[schema.fieldIndex("snapshot_date")] = LocalDate.of(2025, 6, 1);
      Long age = (Long) values[schema.fieldIndex("age")];
      boolean west = "west".equals(values[schema.fieldIndex("location")]);
      double chance = (age == null ? 0.5 : age / 100.0) + (west ? 0.3 : 0);
      values[schema.fieldIndex("churned")] = random.nextDouble() < chance ? 1L : 0L;
      rows.add(RowFactory.create(values));
    }
    return TestSpark.session().createDataFrame(rows, schema).coalesce(1);
  }

  private static Object value(StructField field, List<String> places, Random random) {
    if (field.dataType().equals(DataTypes.StringType)) {
      return places.get(random.nextInt(places.size()));
    }
    if (random.nextInt(5) == 0 || field.dataType().equals(DataTypes.DateType)) {
      return null;
    }
    return field.dataType().equals(DataTypes.LongType)
        ? (Object) (long) random.nextInt(100)
        : (Object) (random.nextDouble() * 100);
  }

  private static TrainingSettings settings() {
    List<String> sets = List.of("training.rounds=20", "training.max-depth=4");
    SettingsSources sources =
        new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of());
    return SettingsLoader.load(sources).training();
  }
}
