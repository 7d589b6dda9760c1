package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.endtoend.Outcome;
import org.churnwise.python.NeedsPython;
import org.churnwise.python.PythonEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** submit/airflow in a real Airflow; a program in place of submit/spark/submit ends as told. */
@NeedsPython("src/test/submitting/airflow-requirements.txt")
class DagTest {
  private static final String DAGS = Project.SUBMIT.resolve("airflow").toString();

  /**
   * What is submitted in the interval that ends on 2025-06-02, when the files of May are loaded.
   */
  private static final String SUBMITTED =
      """
      ingest --master spark://host:7077 -- --env snowflake --complete 2025-05
      features --master spark://host:7077 -- --env snowflake --snapshot-date 2025-06-01
      label --master spark://host:7077 -- --env snowflake
      monitor --master spark://host:7077 -- --env snowflake --snapshot-date 2025-06-01
      train --master spark://host:7077 -- --env snowflake
      score --master spark://host:7077 -- --env snowflake --snapshot-date 2025-06-01
      monitor --master spark://host:7077 -- --env snowflake --snapshot-date 2025-06-01
      """;

  @TempDir private static Path temporary;
  private static PythonEnvironment airflow;
  private static Path home;
  private static Shell shell;

  /** Of the DAG, whose commands end as the variable EXIT_CODE says. */
  private static JsonNode found;

  @BeforeAll
  static void loadTheDag() throws Exception {
    airflow = PythonEnvironment.of(Project.PROBES.resolve("airflow-requirements.txt"));
    home = Files.createDirectories(temporary.resolve("churnwise"));
    Map<String, String> environment = new HashMap<>();
    environment.put("AIRFLOW_HOME", temporary.resolve("airflow").toString());
    environment.put("AIRFLOW__CORE__DAGS_FOLDER", DAGS);
    environment.put("AIRFLOW__CORE__LOAD_EXAMPLES", "False");
    environment.put("CHURNWISE_HOME", home.toString());
    environment.put("CHURNWISE_SPARK_OPTIONS", "--master 'spark://host:7077'");
    environment.put("CHURNWISE_OPTIONS", "--env snowflake");
    shell = new Shell(temporary.resolve("shell"), environment);
    submitIs("echo \"$@\" >> \"submitted-$EXIT_CODE\"\nexit $EXIT_CODE\n");
    found = probe("dags", DAGS); // Airflow's start is nearly all that it costs
  }

  /** Puts a shell script in the place of submit/spark/submit. */
  private static void submitIs(String script) throws Exception {
    Path program = home.resolve("submit/spark/submit");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Outcome run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(airflow.program(program).toString()));
    command.addAll(List.of(arguments));
    return shell.run(command).requireDone();
  }

  private static JsonNode probe(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(Project.PROBES.resolve("probe_dag.py").toString()));
    all.addAll(List.of(arguments));
    return run("python", all.toArray(String[]::new)).jsonOfScript();
  }

  @Test
  void theDagHasATaskForEachStageInTheOrderOfTheMonthLoop() {
    assertEquals("{}", found.path("import_errors").toString());
    JsonNode dag = found.at("/dags/churnwise");
    assertEquals(1, dag.path("max_active_runs").asInt());
    List<String> tasks = new ArrayList<>();
    for (JsonNode task : dag.path("tasks")) {
      tasks.add(
          "%s: %s %s after %s"
              .formatted(
                  task.path("id").asText(),
                  task.path("stage").asText(),
                  task.path("options"),
                  task.path("after")));
      assertEquals("none_failed", task.path("trigger_rule").asText());
      // Waits 5, 10, 20 and 40 minutes.
      assertEquals(4, task.path("retries").asInt());
      assertEquals(300, task.path("first_wait_seconds").asInt());
      assertEquals(2, task.path("backoff").asInt());
      assertEquals(3600, task.path("longest_wait_seconds").asInt());
    }
    // The files of the interval that ends on 2025-06-02 are those of May.
    String snapshot = "[\"--snapshot-date\",\"2025-06-01\"]";
    assertEquals(
        List.of(
            "ingest: ingest [\"--complete\",\"2025-05\"] after []",
            "features: features " + snapshot + " after [\"ingest\"]",
            "label: label [] after [\"features\"]",
            "monitor: monitor " + snapshot + " after [\"label\"]",
            "train: train [] after [\"monitor\"]",
            "score: score " + snapshot + " after [\"train\"]",
            "monitor_predictions: monitor " + snapshot + " after [\"score\"]"),
        tasks);
  }

  @Test
  void anExitCodeDecidesWhetherATaskIsSkippedOrFailsOrIsRetried() {
    JsonNode tasks = found.at("/dags/churnwise/tasks");
    assertEquals(7, tasks.size());
    for (JsonNode task : tasks) {
      // Done, anything, usage, data refused, warehouse, model refused, lease held.
      assertEquals(
          "[\"\",\"AirflowException\",\"AirflowFailException\",\"AirflowFailException\","
              + "\"AirflowException\",\"AirflowSkipException\",\"AirflowException\"]",
          task.path("raises").toString());
    }
  }

  @Test
  void everyTaskSubmitsItsStageWithTheOptionsOfItsMonth() throws Exception {
    assertEquals(SUBMITTED, Files.readString(home.resolve("submitted-0")));
  }

  /**
   * By Airflow's own run of the DAG. That a stage without a model is skipped, that a skipped task
   * blocks none, and what is submitted, is proven by {@link
   * #anExitCodeDecidesWhetherATaskIsSkippedOrFailsOrIsRetried}, {@link
   * #theDagHasATaskForEachStageInTheOrderOfTheMonthLoop} and {@link
   * #everyTaskSubmitsItsStageWithTheOptionsOfItsMonth}.
   */
  @Test
  @Tag("full")
  void aMonthWithoutAModelSkipsTrainingAndScoringAndRunsTheRest() throws Exception {
    submitIs(
        """
        echo "$@" >> calls
        case $1 in train | score) exit 5 ;; esac
        """);
    run("airflow", "db", "migrate");
    run("airflow", "dags", "test", "churnwise", "2025-06-02T06:00:00+00:00");
    assertEquals(SUBMITTED, Files.readString(home.resolve("calls")));
    JsonNode states = probe("states");
    assertEquals("skipped", states.path("train").asText());
    assertEquals("skipped", states.path("score").asText());
    assertEquals("success", states.path("monitor_predictions").asText());
    assertTrue(states.path("ingest").asText().equals("success"), states::toString);
  }
}
