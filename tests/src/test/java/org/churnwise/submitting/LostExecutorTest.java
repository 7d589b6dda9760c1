package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * A training on two workers of a standalone cluster, one of which is killed while XGBoost fits, in
 * a schema of Snowflake: four months of 200 customers.
 */
@NeedsSnowflake
@NeedsSpark
@TestInstance(Lifecycle.PER_CLASS)
class LostExecutorTest {
  /** Many small trees: a fit that takes seconds, however few the rows are. */
  private static final List<String> LONG_FIT =
      List.of("--set", "training.workers=2", "--set", "training.rounds=300");

  /** Spark's record of a job that started; its stages have the names of the code that asked. */
  private static final Pattern FIT_STAGE =
      Pattern.compile("\"Stage ID\":(\\d+),[^{}]*\"Stage Name\":\"[^\"]* at XGBoost\\.scala");

  @TempDir private static Path folder;
  private SparkInstallation spark;
  private StandaloneCluster cluster;
  private Path events;
  private TestSchema schema;

  @BeforeAll
  void labelFourMonths() throws Exception {
    schema = SnowflakeAccount.forTests().newSchema();
    spark = SparkInstallation.fetched();
    events = Files.createDirectory(folder.resolve("events"));
    cluster = StandaloneCluster.start(spark, folder.resolve("cluster"));
    String source = "ingest.source=" + FourMonths.in(folder);
    here("init", "--set", source);
    here("ingest", "--set", source);
    here("features", "--from", "2024-06-01", "--to", "2024-09-01", "--every", "month");
    here("label");
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

  @Test
  void aTrainingThatLosesAWorkerStoresNothingAndSucceedsWhenRunAgain() throws Exception {
    CompletableFuture<Outcome> training =
        CompletableFuture.supplyAsync(() -> submit("train", cluster.master(), LONG_FIT));
    awaitFit(training);
    cluster.killWorker(1);
    training
        .join()
        .requireRefusal(1, "a worker was lost or failed while fitting", "run the command again");
    assertEquals(0, count("model_versions"));
    assertEquals(0, count("model_decisions"));
    assertEquals(0, count("model_aliases"));
    assertEquals(1, count("pipeline_runs where command = 'train' and status = 'FAILED'"));

    submit("train", cluster.master(), LONG_FIT).requireDone();
    assertEquals(1, count("model_versions"));
    List<String> undisturbed = new ArrayList<>(LONG_FIT);
    undisturbed.add("--force");
    submit("train", "local[2]", undisturbed).requireDone();
    assertEquals(2, count("model_versions"));
    assertEquals(1, count("(select distinct artifact_sha256 from model_versions) as files"));
  }

  @Test
  void moreWorkersThanSlotsAreRefusedAtOnce() {
    submit("train", cluster.master(), List.of("--set", "training.workers=9"))
        .requireRefusal(2, "training.workers = 9", "slots");
  }

  /** Waits until the executor of the first worker reads its rows of the fit. */
  private void awaitFit(CompletableFuture<Outcome> training) throws Exception {
    Pattern reads = null;
    while (reads == null || !reads.matcher(cluster.executorLogs(1)).find()) {
      assertFalse(
          training.isDone(), () -> "ended before it could be disturbed: " + training.join());
      TimeUnit.MILLISECONDS.sleep(50);
      reads = fitStage().map(LostExecutorTest::readsItsRows).orElse(null);
    }
  }

  /** XGBoost has connected its workers when they begin to read. */
  private static Pattern readsItsRows(String stage) {
    return Pattern.compile(
        "Running task \\S+ in stage " + stage + "\\.0.*ShuffleBlockFetcherIterator: Started",
        Pattern.DOTALL);
  }

  /** The stage in which XGBoost fits, once Spark has recorded it in its event log. */
  private Optional<String> fitStage() throws IOException {
    try (Stream<Path> logs = Files.list(events)) {
      for (Path log : logs.toList()) {
        Matcher stage = FIT_STAGE.matcher(Files.readString(log));
        if (stage.find()) {
          return Optional.of(stage.group(1));
        }
      }
    }
    return Optional.empty();
  }

  /** Runs what is only preparation, in this process. */
  private void here(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String set : schema.setsWithoutEnvironment(folder.resolve("password"))) {
      all.addAll(List.of("--set", set));
    }
    Workplace.execute(Churn.class, all).requireDone();
  }

  private Outcome submit(String stage, String master, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Project.SUBMIT.resolve("spark/submit").toString());
    command.addAll(List.of(stage, "--master", master));
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
    command.addAll(List.of("--", "--env", "snowflake"));
    schema.sets().forEach(set -> command.addAll(List.of("--set", set)));
    command.addAll(List.of("--set", "spark.shuffle-partitions=2"));
    command.addAll(options);
    try {
      return spark.shell(folder.resolve("shell"), schema.environment()).run(command);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long count(String table) {
    try (SnowflakeWarehouse warehouse = schema.open()) {
      Sql count = new Sql("test", "select count(*) as n from " + table, Map.of());
      return warehouse.query(count).get(0).longValue("n");
    }
  }
}
