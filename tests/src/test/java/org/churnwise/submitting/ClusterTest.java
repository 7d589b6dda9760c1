package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.churnwise.Churn;
import org.churnwise.endtoend.FirstMonths;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.snowflake.LocalSnowflake;
import org.churnwise.snowflake.NeedsSnowflake;
import org.churnwise.snowflake.SnowflakeAccount;
import org.churnwise.snowflake.TestSchema;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stage by submit/spark/submit and the spark-submit of a Spark installation, on a standalone
 * cluster of two workers, in a schema of Snowflake: three months of 200 customers. One application
 * runs them all, for each start costs many seconds, and loses a worker while XGBoost fits; a second
 * one, whose driver a worker runs, goes on up to the scores.
 */
@NeedsSnowflake
@NeedsSpark
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ClusterTest {
  private static final String SECRET = "planted-pass-word-0815";
  private static final int AT_THE_END = Integer.MAX_VALUE;

  private static final String[] FIT = {"--set", "training.workers=2", "--set", "training.rounds=5"};

  /** So many trees that the fit would take seconds, and a worker can be killed meanwhile. */
  private static final String[] LONG_FIT = {
    "--set", "training.workers=2", "--set", "training.rounds=150"
  };

  /** What XGBoost prints when it has connected its workers. */
  private static final String CONNECTED = " got rank ";

  @TempDir private static Path folder;
  private Outcome disturbed;
  private List<Long> storedByTheDisturbed;
  private SparkInstallation spark;
  private StandaloneCluster cluster;
  private Path events;
  private TestSchema schema;

  @BeforeAll
  void trainOnThreeMonths() throws Exception {
    schema = SnowflakeAccount.forTests().newSchema();
    spark = SparkInstallation.fetched();
    events = Files.createDirectory(folder.resolve("events"));
    cluster = StandaloneCluster.start(spark, folder.resolve("cluster"));
    List<String> files = List.of("--set", "ingest.source=" + FirstMonths.in(folder, 7));
    disturb(files);
    cluster.startWorker();
    submit("pipeline", List.of("--deploy-mode", "cluster"), pipeline(files, FIT)).requireDone();
  }

  private List<String> pipeline(List<String> files, String... fit) {
    List<String> options = onSnowflake(fit);
    options.addAll(files);
    options.addAll(List.of("--mode", "train", "--months", "3"));
    return options;
  }

  /** Runs the pipeline and kills a worker while it trains. */
  private void disturb(List<String> files) throws Exception {
    CompletableFuture<Outcome> run =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return submit("pipeline", List.of(), pipeline(files, LONG_FIT));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (!cluster.executorLogs(1).contains(CONNECTED)) {
      assertFalse(run.isDone(), () -> "ended before it could be disturbed: " + run.join());
      TimeUnit.MILLISECONDS.sleep(100);
    }
    cluster.killWorker(1);
    disturbed = run.join();
    storedByTheDisturbed =
        List.of(
            count("model_versions"),
            count("model_decisions"),
            count("model_aliases"),
            count("pipeline_runs where command = 'pipeline' and status = 'FAILED'"));
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
            "spark.eventLog.enabled=true",
            "spark.eventLog.dir=" + events.toUri(),
            "spark.ui.enabled=false")) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(ofSpark);
    command.add("--");
    command.addAll(ofStage);
    return spark.shell(folder.resolve("shell"), environment()).run(command);
  }

  /** An account's own password stands for the planted one. */
  private Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>(schema.environment());
    if (environment.replace("CHURN_SNOWFLAKE_PASSWORD", "any", SECRET)) {
      LocalSnowflake.shared().users().acceptPassword(SECRET);
    }
    return environment;
  }

  private long count(String tableAndCondition) {
    return number("select count(*) as n from %s", tableAndCondition);
  }

  private long number(String query, String value) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Sql sql = new Sql("test", query.formatted(value), Map.of());
      return warehouse.query(sql).get(0).longValue("n");
    }
  }

  @Test
  @Order(0)
  void executorsParseFilesAndSendTheirRows() {
    assertEquals(200, count("customers"));
    assertEquals(3, count("files_ingested where file_type = 'sales'"));
    assertEquals(3, count("files_ingested where file_type = 'feedback'"));
    assertTrue(count("sales") > 0);
    assertEquals(loaded("sales"), count("sales"));
    assertEquals(loaded("feedback"), count("feedback_raw"));
  }

  private long loaded(String type) {
    return number("select sum(rows_loaded) as n from files_ingested where file_type = '%s'", type);
  }

  @Test
  @Order(0)
  void featuresAndLabelsOfThreeSnapshotsAreWritten() {
    assertEquals(3, count("(select distinct snapshot_date from customer_features) as days"));
    assertEquals(count("customer_features"), count("customer_labels"));
    assertEquals(
        2,
        count(
            "(select distinct snapshot_date from customer_labels where label_state = 'FINAL') as"
                + " days"));
  }

  @Test
  @Order(0)
  void executorsScoreTheCustomersOfTheWatermark() {
    assertEquals(1, count("model_aliases where alias = 'champion' and model_version = 'v1'"));
    long scored = count("churn_predictions where snapshot_date = date '2024-08-01'");
    assertTrue(scored > 0);
    assertEquals(count("customer_features where snapshot_date = date '2024-08-01'"), scored);
    assertTrue(count("feature_drift") > 0);
  }

  @Test
  @Order(0)
  void aTrainingThatLosesAWorkerStoresNothing() {
    disturbed.requireRefusal(
        1, "a worker was lost or failed while fitting", "run the command again");
    assertEquals(List.of(0L, 0L, 0L, 1L), storedByTheDisturbed);
  }

  @Test
  @Order(0)
  void whenRunAgainTwoXgboostWorkersOnTwoMachinesTrainAModel() throws IOException {
    assertEquals(1, count("model_versions"));
    assertEquals(3, cluster.workersUsed(), "the two that are there, and the one that was killed");
  }

  /**
   * In one process two workers train the model of two others by {@code
   * ModelTrainerTest.twoWorkersRepeatThemselvesToo}.
   */
  @Test
  @Tag("full")
  @Order(1)
  void theirModelIsThatOfTwoWorkersInOneProcess() throws IOException {
    trainHere();
    assertEquals(2, count("model_versions"));
    assertEquals(1, count("(select distinct artifact_sha256 from model_versions) as files"));
  }

  /** The same fit in two threads of this process. */
  private void trainHere() throws IOException {
    List<String> all =
        new ArrayList<>(List.of("train", "--force", "--set", "spark.shuffle-partitions=2"));
    all.addAll(List.of(FIT));
    for (String set : schema.setsWithoutEnvironment(folder.resolve("password"))) {
      all.addAll(List.of("--set", set));
    }
    Workplace.execute(Churn.class, all).requireDone();
  }

  /** Costs a training each; how the time grows with executors is not told by two cores. */
  @Test
  @Tag("full")
  @Order(3)
  void oneTwoAndFourExecutorsTrainTheSameModel() throws Exception {
    long trained = count("model_versions");
    List<String> options = onSnowflake("--set", "training.workers=1", "--force");
    for (int executors : List.of(1, 2, 4)) {
      submit("train", List.of("--conf", "spark.cores.max=" + executors), options).requireDone();
    }
    assertEquals(trained + 3, count("model_versions"));
    assertEquals(
        1,
        count(
            "(select distinct artifact_sha256 from model_versions where "
                + newest(3)
                + ") as files"));
  }

  private static String newest(int models) {
    return "cast(substr(model_version, 2) as bigint) > (select count(*) from model_versions) - "
        + models;
  }

  /**
   * Submitted by itself; as a stage of the pipeline, whose driver a worker runs, by {@link
   * #executorsScoreTheCustomersOfTheWatermark}.
   */
  @Test
  @Tag("full")
  @Order(3)
  void aDriverThatAWorkerRunsScoresAsWell() throws Exception {
    String predictions = "churn_predictions where snapshot_date = date '2024-07-01'";
    assertEquals(0, count(predictions));
    List<String> options = onSnowflake("--snapshot-date", "2024-07-01");
    submit("score", List.of("--deploy-mode", "cluster"), options);
    assertEquals(
        count("customer_features where snapshot_date = date '2024-07-01'"), count(predictions));
  }

  /**
   * So is that of a failure, by {@link #aTrainingThatLosesAWorkerStoresNothing}; a process ends
   * with the code of its refusal by {@code LauncherTest}.
   */
  @Test
  @Tag("full")
  void aRefusalIsTheExitCodeOfSparkSubmit() throws Exception {
    List<String> oneExecutor = List.of("--conf", "spark.cores.max=1");
    submit("score", oneExecutor, onSnowflake("--snapshot-date", "2024-11-01"))
        .requireRefusal(3, "2024-11-01", "watermark 2024-08-01");
  }

  @Test
  @Order(AT_THE_END)
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
