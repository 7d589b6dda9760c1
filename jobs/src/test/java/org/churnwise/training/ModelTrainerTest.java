package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.scala.spark.PluginUtils;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.InputSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ModelTrainerTest {
  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.load();

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static Dataset<Row> rows;

  /** Of all rows, by one worker. */
  private static FittedModel fitted;

  @BeforeAll
  static void plant() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 300).withFinal("2024-06-01", "2024-07-01");
    List<LocalDate> snapshots = List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1));
    rows =
        TestSpark.inMemory(
            new TrainingRows(temporary.warehouse(), TestRules.training())
                .read(TestSpark.session(), snapshots));
    fitted = fit(rows, 1);
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void theSameRowsInAnotherOrderGiveTheSameBytes() {
    FittedModel first = fitDrawingRows(rows, 1);
    FittedModel second =
        fitDrawingRows(rows.orderBy(functions.col("age").desc()).repartition(5), 1);
    assertArrayEquals(first.booster(), second.booster());
    assertEquals(first.sha256(), second.sha256());
  }

  /** The rows of one partition are not shuffled. */
  @Test
  void oneFileInAnotherOrderGivesTheSameBytes() {
    String file = folder.resolve("rows.parquet").toString();
    rows.orderBy(functions.col("age").desc()).coalesce(1).write().parquet(file);
    SparkSession spark = TestSpark.session();
    assertEquals(
        1,
        SinglePlans.reading(
            spark, true, () -> spark.read().parquet(file).toJavaRDD().getNumPartitions()));
    assertEquals(
        fitDrawingRows(rows, 1).sha256(), fitDrawingRows(spark.read().parquet(file), 1).sha256());
  }

  /** Spark's barrier, behind which a fit runs, refuses partitions that were joined. */
  @Test
  void joinedPartitionsGiveTheSameBytes() {
    assertEquals(
        fitDrawingRows(rows, 1).sha256(),
        fitDrawingRows(rows.repartition(5).coalesce(1), 1).sha256());
  }

  /** Rows reach the booster by a plugin, whose matrix is the one that the estimator makes. */
  @Test
  void theEstimatorsOwnReadingGivesTheSameBytes() {
    ModelTrainer trainer = new ModelTrainer(TestRules.training(), CATALOGUE);
    Preprocessing preprocessing = fitted.preprocessing();
    Dataset<Row> vectors =
        ModelTrainer.vectors(
            rows.withColumn(
                "age", functions.when(functions.col("age").gt(30), functions.col("age"))),
            preprocessing,
            1,
            ModelTrainer.RowOrder.ANY);
    Dataset<Row> unmarked =
        vectors.select(
            functions
                .array(preprocessing.names().stream().map(functions::col).toArray(Column[]::new))
                .as(Preprocessing.FEATURES),
            functions.col(ModelTrainer.LABEL));
    assertTrue(PluginUtils.isPluginEnabled(vectors));
    assertFalse(PluginUtils.isPluginEnabled(unmarked));
    XGBoostClassifier classifier =
        trainer.classifier(
            TestSpark.session().sparkContext(),
            preprocessing,
            TestRules.training().hyperparameters());
    assertArrayEquals(
        ModelTrainer.booster(classifier.fit(unmarked)),
        ModelTrainer.booster(classifier.fit(vectors)));
  }

  @Test
  void twoWorkersRepeatThemselvesToo() {
    assertEquals(fitDrawingRows(rows, 2).sha256(), fitDrawingRows(rows.repartition(5), 2).sha256());
  }

  @Test
  void otherRowsGiveAnotherModel() {
    assertNotEquals(fitted.sha256(), fit(rows.where("customer_id <> 'C1'"), 1).sha256());
  }

  @Test
  void theBoosterNamesTheCatalogueInputsInOrder() throws Exception {
    var booster = ml.dmlc.xgboost4j.java.XGBoost.loadModel(fitted.booster());
    assertArrayEquals(CATALOGUE.inputNames().toArray(), booster.getFeatureNames());
    assertEquals(
        List.of("q", "c", "c", "c", "q"), Arrays.asList(booster.getFeatureTypes()).subList(0, 5));
  }

  /** What a fit sees is what a stored model's pipeline makes of the same rows. */
  @Test
  void theFitSeesTheVectorsOfThePipeline() {
    Preprocessing preprocessing = fitted.preprocessing();
    Column other = functions.when(functions.col("age").gt(40), "never 'seen").otherwise(null);
    Dataset<Row> vectors =
        rows.withColumn("gender", other)
            .withColumn("age", functions.when(functions.col("age").gt(30), functions.col("age")))
            .withColumn("fitted", functions.array(preprocessing.numbers().toArray(Column[]::new)));
    for (Transformer stage : preprocessing.stages()) {
      vectors = stage.transform(vectors);
    }
    assertEquals(0, vectors.where("fitted <> features").count());
    assertEquals(600, vectors.where("fitted = features").count());
    assertTrue(vectors.where("fitted[0] = 'NaN' or fitted[1] = 2").count() > 0);
  }

  @Test
  void categoriesAreCodedInAlphabeticalOrder() {
    assertEquals(
        List.of("Basic", "Plus", "Premium"), fitted.preprocessing().inputs().get(3).levels());
  }

  /**
   * In each of two snapshots 20 customers live in A, 19 in "B" (38 rows in all), one each in a
   * place of his own, and the others in a place called other.
   */
  @Test
  void aLevelIsToldApartIfOneSnapshotHasEnoughOfItsRows() {
    Dataset<Row> places =
        withLocation(
            "case when n < 20 then 'A' when n < 39 then '\"B\"' when n < 100 then 'P' || n else 'other' end");
    assertEquals(List.of("A", "other"), levels(places, new InputSettings(20, 100, List.of())));
    assertEquals(
        List.of("\"B\"", "A", "other"), levels(places, new InputSettings(19, 100, List.of())));
    assertEquals(List.of("other"), levels(places, new InputSettings(20, 1, List.of())));
    assertEquals(
        new LevelCensus.Levels(64, List.of("A", "other")),
        trainer(new InputSettings(20, 100, List.of())).levels(places).categories().get("location"));
  }

  @Test
  void aCategoryWithoutACommonLevelIsNoInput() {
    InputSettings settings = new InputSettings(20, 100, List.of());
    assertFalse(
        trainer(settings).preprocessing(withLocation("customer_id")).names().contains("location"));
    assertEquals(List.of(), levels(withLocation("cast(null as string)"), settings));
    assertEquals(List.of("0123"), levels(withLocation("'0123'"), settings));
  }

  @Test
  void aRareCategoryScoresAsAnUnseenAndAMissingOne() {
    FittedModel model =
        trainer(new InputSettings(20, 100, List.of()))
            .fit(withLocation("case when n < 10 then 'rare' when n < 100 then 'A' else 'B' end"));
    assertEquals(List.of("A", "B"), model.preprocessing().inputs().get(2).levels());
    List<Double> rare = probabilities(model, rows.withColumn("location", functions.lit("rare")));
    assertEquals(
        rare, probabilities(model, rows.withColumn("location", functions.lit("never seen"))));
    assertEquals(
        rare,
        probabilities(model, rows.withColumn("location", functions.lit(null).cast("string"))));
  }

  @Test
  void aSwitchedOffFeatureIsNoInput() {
    InputSettings settings = new InputSettings(20, 100, List.of("age", "location"));
    assertEquals(
        List.of("gender", "customer_segment"),
        trainer(settings).preprocessing(rows).names().subList(0, 2));
  }

  /** Whether a customer churns is drawn by the customer, and nothing but the location tells who. */
  @Test
  void theFeatureThatOnlyMemorisesIsNamed() {
    Dataset<Row> drawn =
        withLocation("customer_id")
            .withColumn(
                "churned",
                functions.pmod(
                    functions.xxhash64(functions.col("customer_id")), functions.lit(2L)));
    TrainingPlan plan =
        new TrainingPlan(
            LocalDate.of(2024, 9, 1), LocalDate.of(2024, 8, 1), List.of(LocalDate.of(2024, 6, 1)));
    FittedModel model = trainer(InputSettings.ALL).fit(drawn.where("not left_out"));
    String cause = DoubtfulFeature.in(model, drawn, plan, 42).orElseThrow();
    assertTrue(cause.startsWith("the likely cause is location: it sets churned"), cause);
    assertTrue(cause.endsWith("train with training.without-features = \"location\""), cause);
  }

  private static Dataset<Row> withLocation(String expression) {
    return rows.withColumn("n", functions.expr("cast(substr(customer_id, 2) as int)"))
        .withColumn("location", functions.expr(expression));
  }

  private static ModelTrainer trainer(InputSettings inputs) {
    return new ModelTrainer(
        new TrainingSettings(
            42,
            0.2,
            20,
            3,
            0.3,
            1,
            1,
            1,
            1,
            1,
            0.5,
            CalibrationSettings.AS_FITTED,
            TuningSettings.NONE,
            inputs),
        CATALOGUE);
  }

  private static List<String> levels(Dataset<Row> rows, InputSettings settings) {
    return trainer(settings).preprocessing(rows).inputs().get(2).levels();
  }

  @Test
  void anUnseenCategoryScoresAsAMissingOne() {
    Dataset<Row> unseen = rows.withColumn("gender", functions.lit("never seen"));
    Dataset<Row> missing = rows.withColumn("gender", functions.lit(null).cast("string"));
    assertEquals(probabilities(fitted, missing), probabilities(fitted, unseen));
  }

  @Test
  void anUnseenCategoryOfAFeatureThatWasNeverMissingScores() {
    List<Double> scores =
        probabilities(fitted, rows.withColumn("customer_segment", functions.lit("Gold")));
    assertEquals(600, scores.size());
    assertTrue(scores.stream().allMatch(p -> p >= 0 && p <= 1));
  }

  @Test
  void aLearnedCategoryMatters() {
    double premium =
        mean(probabilities(fitted, rows.withColumn("customer_segment", functions.lit("Premium"))));
    double basic =
        mean(probabilities(fitted, rows.withColumn("customer_segment", functions.lit("Basic"))));
    assertTrue(premium + 0.2 < basic, premium + " against " + basic);
  }

  @Test
  void moreWorkersThanSlotsAreRefusedBeforeTheFit() {
    ChurnException refused = assertThrows(ChurnException.class, () -> fit(rows, 3));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "training.workers = 3 needs as many slots, but Spark master local[2] has 2; lower training.workers or give"
            + " Spark more cores",
        refused.getMessage());
  }

  @Test
  void oneClassIsRefused() {
    ChurnException refused =
        assertThrows(ChurnException.class, () -> fit(rows.where("churned = 1"), 1));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
    assertTrue(
        refused.getMessage().contains("training rows have one class (churned)"),
        refused.getMessage());
  }

  @Test
  void noRowsAreRefused() {
    ChurnException refused = assertThrows(ChurnException.class, () -> fit(rows.where("false"), 1));
    assertEquals(ExitCode.MODEL_REFUSED, refused.exitCode());
  }

  @Test
  void aFitPrintsNothing() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      fit(rows, 1);
    } finally {
      System.setOut(before);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
  }

  private static FittedModel fit(Dataset<Row> rows, int workers) {
    return new ModelTrainer(TestRules.training(workers), CATALOGUE).fit(rows);
  }

  /** Each tree sees four of five rows, drawn by their place: the order of rows decides. */
  private static FittedModel fitDrawingRows(Dataset<Row> rows, int workers) {
    TrainingSettings settings =
        new TrainingSettings(42, 0.2, 20, 3, 0.3, 0.8, 0.8, 1, 1, workers, 0.5);
    return new ModelTrainer(settings, CATALOGUE).fit(rows);
  }

  static List<Double> probabilities(FittedModel model, Dataset<Row> rows) {
    return model.score(rows).orderBy("snapshot_date", "customer_id").collectAsList().stream()
        .map(row -> row.getDouble(2))
        .toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
