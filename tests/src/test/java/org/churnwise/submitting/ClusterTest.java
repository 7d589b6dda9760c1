package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.endtoend.Outcome;
import org.churnwise.snowflake.NeedsSnowflake;
import org.churnwise.snowflake.SnowflakeAccount;
import org.churnwise.snowflake.TestSchema;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stage by submit/spark/submit and the spark-submit of a Spark installation, on a standalone
 * cluster of two workers, in a schema of Snowflake: four months of 200 customers.
 */
@NeedsSnowflake
@NeedsSpark
@TestInstance(Lifecycle.PER_CLASS)
class ClusterTest {
  private static final String SECRET = "planted-pass-word-0815";

  @TempDir private static Path folder;
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private SparkInstallation spark;
  private StandaloneCluster cluster;
  private TestSchema schema;

  @BeforeAll
  void runEveryStage() throws Exception {
    schema = SnowflakeAccount.forTests().newSchema();
    spark = SparkInstallation.fetched();
    cluster = StandaloneCluster.start(spark, folder.resolve("cluster"));
    String source = "ingest.source=" + FourMonths.in(folder);
    stage("init", "--set", source);
    stage("ingest", "--set", source);
    stage("features", "--from", "2024-06-01", "--to", "2024-09-01", "--every", "month");
    stage("label");
    stage("train", "--set", "training.workers=2");
    stage("score");
    stage("monitor");
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (schema != null) {
      schema.close();
    }
  }

  private void stage(String name, String... options) throws Exception {
    outcomes.put(name, submit(name, List.of(), onSnowflake(options)).requireDone());
  }

  private List<String> onSnowflake(String... options) {
    List<String> all = new ArrayList<>(List.of("--env", "snowflake"));
    schema.sets().forEach(set -> all.addAll(List.of("--set", set)));
    all.addAll(List.of("--set", "spark.shuffle-partitions=2"));
    all.addAll(List.of(options));
    return all;
  }

  /** Submits a stage with less memory than a real cluster would give it. */
  private Outcome submit(String stage, List<String> ofSpark, List<String> ofStage)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Project.SUBMIT.resolve("spark/submit").toString());
    command.addAll(List.of(stage, "--master", cluster.master()));
    for (String setting :
        List.of(
            "spark.driver.memory=1g",
            "spark.executor.memory=1g",
            "spark.executor.cores=1",
            "spark.executor.extraJavaOptions=" + spark.quickStart(),
            "spark.cores.max=2",
            "spark.ui.enabled=false")) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(ofSpark);
    command.add("--");
    command.addAll(ofStage);
    return spark.shell(folder.resolve("shell"), environment()).run(command);
  }

  /** The local server takes any password; an account's own stands for the planted one. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(schema.environment());
    environment.replace("CHURN_SNOWFLAKE_PASSWORD", "any", SECRET);
    return environment;
  }

  private long count(String tableAndCondition) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Sql count = new Sql("test", "select count(*) as n from " + tableAndCondition, Map.of());
      return warehouse.query(count).get(0).longValue("n");
    }
  }

  private long counted(String stage, String name) {
    return outcomes.get(stage).json().at("/counts/" + name).asLong(-1);
  }

  @Test
  void executorsParseFilesAndSendTheirRows() {
    assertEquals(200, counted("init", "customer_rows"));
    assertEquals(200, count("customers"));
    assertEquals(8, counted("ingest", "files_loaded"));
    assertTrue(count("sales") > 0);
    assertEquals(counted("ingest", "sales_rows"), count("sales"));
    assertEquals(counted("ingest", "feedback_rows"), count("feedback_raw"));
  }

  @Test
  void featuresAndLabelsOfFourSnapshotsAreWritten() {
    assertEquals(4, counted("features", "snapshots_written"));
    assertEquals(counted("features", "rows_written"), count("customer_features"));
    assertEquals(count("customer_features"), count("customer_labels"));
    assertEquals(3, counted("label", "became_final"));
  }

  @Test
  void twoXgboostWorkersOnTwoMachinesTrainAModel() throws Exception {
    assertEquals(1, count("model_versions"));
    assertEquals(1, count("model_decisions"));
    assertEquals(2, cluster.workersUsed());
  }

  @Test
  void executorsScoreTheCustomersOfTheWatermark() {
    long scored = count("churn_predictions where snapshot_date = date '2024-09-01'");
    assertTrue(scored > 0);
    assertEquals(counted("score", "customers"), scored);
  }

  @Test
  void monitoringWritesItsVerdicts() {
    assertTrue(count("feature_drift") > 0);
    assertTrue(count("model_performance") > 0);
  }

  @Test
  void aDriverThatAWorkerRunsScoresAsWell() throws Exception {
    String predictions = "churn_predictions where snapshot_date = date '2024-08-01'";
    assertEquals(0, count(predictions));
    List<String> options = onSnowflake("--snapshot-date", "2024-08-01");
    submit("score", List.of("--deploy-mode", "cluster"), options);
    assertEquals(
        count("customer_features where snapshot_date = date '2024-08-01'"), count(predictions));
  }

  @Test
  void aRefusalIsTheExitCodeOfSparkSubmit() throws Exception {
    submit("score", List.of(), onSnowflake("--snapshot-date", "2024-11-01"))
        .requireRefusal(3, "2024-11-01", "watermark 2024-09-01");
  }

  @Test
  void theEmbeddedWarehouseRefusesTheMaster() throws Exception {
    String source = "ingest.source=" + folder.resolve("files");
    submit("init", List.of(), List.of("--set", source))
        .requireRefusal(2, "embedded", cluster.master());
  }

  @Test
  void speculationIsRefusedWithTheReason() throws Exception {
    submit(
            "score",
            List.of("--conf", "spark.speculation=true"),
            onSnowflake("--snapshot-date", "2024-07-01"))
        .requireRefusal(2, "spark.speculation");
  }

  @Test
  void noLogOfDriverWorkerOrExecutorHoldsThePassword() throws Exception {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    assertTrue(files.stream().anyMatch(file -> file.endsWith("stderr")));
    assertTrue(files.stream().anyMatch(file -> file.endsWith("ml_pipeline.log")));
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertFalse(text.contains(SECRET), () -> "the password is in " + file);
    }
  }
}
