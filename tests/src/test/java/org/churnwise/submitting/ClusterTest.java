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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.churnwise.Churn;
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
 * cluster of two workers, in a schema of Snowflake: four months of 200 customers. One application
 * runs them all up to the scores, for each start costs seconds; training, scoring and monitoring
 * are submitted by themselves too. A worker is killed while XGBoost fits.
 */
@NeedsSnowflake
@NeedsSpark
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ClusterTest {
  private static final String SECRET = "planted-pass-word-0815";
  private static final int AT_THE_END = Integer.MAX_VALUE;

  /** Many small trees: a fit that takes seconds, however few the rows are. */
  private static final String[] LONG_FIT = {
    "--set", "training.workers=2", "--set", "training.rounds=150"
  };

  /** Spark's record of a job that started; its stages have the names of the code that asked. */
  private static final Pattern FIT_STAGE =
      Pattern.compile("\"Stage ID\":(\\d+),[^{}]*\"Stage Name\":\"[^\"]* at XGBoost\\.scala");

  @TempDir private static Path folder;
  private Outcome pipeline;
  private SparkInstallation spark;
  private StandaloneCluster cluster;
  private Path events;
  private TestSchema schema;

  @BeforeAll
  void trainOnFourMonths() throws Exception {
    schema = SnowflakeAccount.forTests().newSchema();
    spark = SparkInstallation.fetched();
    events = Files.createDirectory(folder.resolve("events"));
    cluster = StandaloneCluster.start(spark, folder.resolve("cluster"));
    List<String> options = new ArrayList<>(List.of(LONG_FIT));
    options.addAll(List.of("--set", "ingest.source=" + FourMonths.in(folder)));
    options.addAll(List.of("--mode", "train", "--months", "4"));
    pipeline = stage("pipeline", options.toArray(String[]::new));
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

  private Outcome stage(String name, String... options) throws Exception {
    return submit(name, List.of(), onSnowflake(options)).requireDone();
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
    assertEquals(4, count("files_ingested where file_type = 'sales'"));
    assertEquals(4, count("files_ingested where file_type = 'feedback'"));
    assertTrue(count("sales") > 0);
    assertEquals(loaded("sales"), count("sales"));
    assertEquals(loaded("feedback"), count("feedback_raw"));
  }

  private long loaded(String type) {
    return number("select sum(rows_loaded) as n from files_ingested where file_type = '%s'", type);
  }

  @Test
  @Order(0)
  void featuresAndLabelsOfFourSnapshotsAreWritten() {
    assertEquals(4, count("(select distinct snapshot_date from customer_features) as days"));
    assertEquals(count("customer_features"), count("customer_labels"));
    assertEquals(
        3,
        count(
            "(select distinct snapshot_date from customer_labels where label_state = 'FINAL') as"
                + " days"));
  }

  @Test
  @Order(0)
  void executorsScoreTheCustomersOfTheWatermark() {
    assertEquals("v1", pipeline.json().at("/counts/champion").asText());
    long scored = count("churn_predictions where snapshot_date = date '2024-09-01'");
    assertTrue(scored > 0);
    assertEquals(count("customer_features where snapshot_date = date '2024-09-01'"), scored);
    assertTrue(count("feature_drift") > 0);
  }

  @Test
  @Order(1)
  void aTrainingThatLosesAWorkerStoresNothing() throws Exception {
    long decisions = count("model_decisions");
    long aliases = count("model_aliases");
    List<Path> before = eventLogs();
    CompletableFuture<Outcome> training = CompletableFuture.supplyAsync(this::trainLong);
    awaitFit(training, before);
    cluster.killWorker(1);
    training
        .join()
        .requireRefusal(1, "a worker was lost or failed while fitting", "run the command again");
    assertEquals(1, count("model_versions"));
    assertEquals(decisions, count("model_decisions"));
    assertEquals(aliases, count("model_aliases"));
    assertEquals(1, count("pipeline_runs where command = 'train' and status = 'FAILED'"));
  }

  private Outcome trainLong() {
    try {
      return submit("train", List.of(), trainingAgain());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> trainingAgain() {
    List<String> options = onSnowflake(LONG_FIT);
    options.add("--force");
    return options;
  }

  /** Waits until the executor of the first worker reads its rows of the fit. */
  private void awaitFit(CompletableFuture<Outcome> training, List<Path> before) throws Exception {
    Pattern reads = null;
    Path log = null;
    while (reads == null || !reads.matcher(cluster.executorLogs(1, application(log))).find()) {
      assertFalse(
          training.isDone(), () -> "ended before it could be disturbed: " + training.join());
      TimeUnit.MILLISECONDS.sleep(50);
      log = eventLogs().stream().filter(one -> !before.contains(one)).findFirst().orElse(null);
      reads = log == null ? null : fitStage(log).map(ClusterTest::readsItsRows).orElse(null);
    }
  }

  /** Spark names an application's log after it. */
  private static String application(Path log) {
    return log.getFileName().toString().replace(".inprogress", "");
  }

  /** XGBoost has connected its workers when they begin to read. */
  private static Pattern readsItsRows(String stage) {
    return Pattern.compile(
        "Running task \\S+ in stage " + stage + "\\.0.*ShuffleBlockFetcherIterator: Started",
        Pattern.DOTALL);
  }

  private List<Path> eventLogs() throws IOException {
    try (Stream<Path> logs = Files.list(events)) {
      return logs.toList();
    }
  }

  /** The stage in which XGBoost fits, once Spark has recorded it in its event log. */
  private static Optional<String> fitStage(Path log) throws IOException {
    Matcher stage = FIT_STAGE.matcher(Files.readString(log));
    return stage.find() ? Optional.of(stage.group(1)) : Optional.empty();
  }

  @Test
  @Order(2)
  void whenRunAgainTwoXgboostWorkersOnTwoMachinesTrainTheModelOfAnUndisturbedRun()
      throws Exception {
    cluster.startWorker();
    submit("train", List.of(), trainingAgain()).requireDone();
    assertEquals(2, count("model_versions"));
    assertEquals(3, cluster.workersUsed(), "the two that are there, and the one that was killed");
    trainHere();
    assertEquals(3, count("model_versions"));
    assertEquals(1, count("(select distinct artifact_sha256 from model_versions) as files"));
  }

  /** The same fit in two threads of this process. */
  private void trainHere() throws IOException {
    List<String> all =
        new ArrayList<>(List.of("train", "--force", "--set", "spark.shuffle-partitions=2"));
    all.addAll(List.of(LONG_FIT));
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

  @Test
  @Order(3)
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
