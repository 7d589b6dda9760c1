package org.churnwise.mlflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.WarehouseContent;
import org.churnwise.endtoend.Workplace;
import org.churnwise.inspection.DoctorJob;
import org.churnwise.models.ModelsCommand;
import org.churnwise.testkit.Slow;
import org.churnwise.training.TrainJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first model of a finished pipeline as its champion, and a real MLflow server, which is down
 * at first: a training and a sync; then it is up: two syncs, a further training, a promotion and
 * its rollback. What each left behind is told by MLflow's own REST API.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
@TestInstance(Lifecycle.PER_CLASS)
class ModelTrackingTest {
  private static final int FAILED = 1;
  private static final int WAREHOUSE = 4;
  private static final double EQUAL = 1e-6;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private MlflowServer server;
  private ServedModels served;
  private Workplace place;
  private WarehouseContent content;
  private Outcome trainedAlone;
  private Outcome refusedSync;
  private List<String> alertsWhileDown;
  private Outcome caughtUp;
  private List<String> alertsAfterwards;
  private String afterCatchingUp;
  private Outcome secondSync;
  private String afterSecondSync;
  private Outcome trained;
  private Map<String, String> promoted;
  private Map<String, String> rolledBack;

  @BeforeAll
  void runAll(FinishedPipeline pipeline) throws Exception {
    pipeline.outcome().requireDone();
    server = MlflowServer.in(folder.resolve("mlflow"));
    served = new ServedModels(server);
    place = pipeline.place().copyTo(folder.resolve("warehouse"));
    content = new WarehouseContent(place.database());
    keepTheFirstModel();
    trainedAlone = train();
    refusedSync = models("sync");
    alertsWhileDown = alerts();
    server.start();
    served.leaveHalfWritten(
        "v1", content.query("select run_id from model_versions where model_version = 'v1'").get(0));
    caughtUp = models("sync").requireDone();
    alertsAfterwards = alerts();
    afterCatchingUp = served.everything();
    secondSync = models("sync").requireDone();
    afterSecondSync = served.everything();
    trained = train().requireDone();
    models("promote", newest(), "--reason", "to be undone").requireDone();
    promoted = served.aliases();
    models("rollback", "--reason", "undo").requireDone();
    rolledBack = served.aliases();
  }

  /** The first alone, as the champion: each is some twenty requests that the server works for. */
  private void keepTheFirstModel() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + place.database());
        Statement statement = connection.createStatement()) {
      statement.execute("delete from model_versions where model_version <> 'v1'");
      statement.execute("delete from model_aliases where alias <> 'champion'");
      statement.execute(
          "update model_aliases set model_version = 'v1', decision_id = (select decision_id from"
              + " model_decisions where challenger = 'v1')");
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Outcome train() {
    return place.run(
        new TrainJob(),
        "--force",
        "--set",
        "training.rounds=9",
        "--set",
        "training.model=trees",
        "--set",
        "mlflow.tracking-uri=" + server.url());
  }

  private Outcome models(String... arguments) {
    return models(place, arguments);
  }

  private Outcome models(Workplace place, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "mlflow.tracking-uri=" + server.url()));
    return place.run(new ModelsCommand(), all.toArray(String[]::new));
  }

  private List<String> alerts() throws SQLException {
    return content.query(
        "select severity, state, message from alerts where source = 'mlflow' order by alert_id");
  }

  private String newest() throws SQLException {
    List<String> versions = versionsHere();
    return versions.get(versions.size() - 1);
  }

  private List<String> versionsHere() throws SQLException {
    return content.query(
        "select model_version from model_versions order by length(model_version), model_version");
  }

  private Map<String, String> aliasesHere() throws SQLException {
    Map<String, String> aliases = new TreeMap<>();
    for (String row : content.query("select alias, model_version from model_aliases")) {
      aliases.put(row.split(" \\| ")[0], row.split(" \\| ")[1]);
    }
    return aliases;
  }

  private JsonNode championsRun() throws Exception {
    return served.run(served.versions().get(aliasesHere().get("champion")));
  }

  private JsonNode championsCard() throws Exception {
    return JSON.readTree(
        content
            .query(
                "select card from model_versions join model_aliases using (model_version)"
                    + " where alias = 'champion'")
            .get(0));
  }

  @Test
  void aServerThatIsDownFailsNoTrainingAndOpensAnAlert() {
    trainedAlone.requireDone();
    assertTrue(
        trainedAlone.out().contains("alert: MLflow at " + server.url() + ": cannot connect"),
        trainedAlone::toString);
    assertEquals(1, alertsWhileDown.size(), alertsWhileDown::toString);
    assertTrue(
        alertsWhileDown.get(0).startsWith("WARNING | OPEN | MLflow lacks some models"),
        alertsWhileDown::toString);
  }

  @Test
  void aSyncWithAServerThatIsDownFailsInOneLine() {
    refusedSync.requireRefusal(FAILED, "MLflow at " + server.url() + ": cannot connect");
  }

  @Test
  void whatTheServerMissedIsCaughtUpAndTheAlertIsClosed() throws Exception {
    int versions = versionsHere().size() - 1; // one was trained later
    JsonNode counts = caughtUp.json().path("counts");
    assertEquals(versions, counts.path("versions_written").asInt(), counts::toString);
    assertTrue(caughtUp.out().contains("champion is v"), caughtUp::toString);
    assertTrue(
        alertsAfterwards.get(0).startsWith("WARNING | RESOLVED"), alertsAfterwards::toString);
  }

  @Test
  void aRunThatWasLeftHalfWrittenIsReplaced() throws Exception {
    List<String> versions = new ArrayList<>();
    for (JsonNode run : served.runs()) {
      assertEquals("FINISHED", run.at("/info/status").asText(), run::toString);
      versions.add(run.at("/info/run_name").asText());
    }
    assertEquals(versionsHere().stream().sorted().toList(), versions.stream().sorted().toList());
  }

  @Test
  void theModelsOfAnotherWarehouseUnderTheSameNameAreRefused() throws Exception {
    Workplace other = place.copyTo(folder.resolve("other"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + other.database());
        Statement statement = connection.createStatement()) {
      statement.execute("update model_versions set run_id = 'another'");
    }
    String before = served.everything();
    models(other, "sync")
        .requireRefusal(FAILED, "v1 of another warehouse is registered as churnwise");
    assertEquals(before, served.everything());
  }

  @Test
  void aModelWhoseFilesWereAlteredKeepsNoOtherFromBeingShown() throws Exception {
    Workplace damaged = place.copyTo(folder.resolve("damaged"));
    String files =
        content.query("select artifact_path from model_versions where model_version = 'v1'").get(0);
    Path booster = Path.of(damaged.database() + "-models", "main", files, "booster.ubj");
    Files.write(booster, new byte[] {1});
    models(
            damaged,
            "sync",
            "--set",
            "mlflow.experiment=damaged",
            "--set",
            "mlflow.registered-model=damaged")
        .requireRefusal(WAREHOUSE, "the files of model v1");
    JsonNode there = server.get("model-versions/search", "filter", "name='damaged'");
    assertEquals(versionsHere().size() - 1, there.path("model_versions").size());
  }

  @Test
  void doctorSaysWhetherTheExperimentIsThereAndMakesNone() {
    String there = server.url() + " responds; experiment churnwise exists";
    assertTrue(doctor("churnwise").out().contains("OK       mlflow       " + there));
    doctor("elsewhere"); // were it made now, the next would find it
    assertTrue(
        doctor("elsewhere")
            .out()
            .contains("experiment elsewhere will be created by the first training"));
  }

  private Outcome doctor(String experiment) {
    return place
        .run(
            new DoctorJob(),
            "--set",
            "mlflow.tracking-uri=" + server.url(),
            "--set",
            "mlflow.experiment=" + experiment)
        .requireDone();
  }

  @Test
  void aSecondSyncWritesNothing() {
    assertEquals(
        "{\"models\":%d,\"versions_written\":0,\"decisions_written\":0,\"aliases_moved\":0}"
            .formatted(caughtUp.json().at("/counts/models").asInt()),
        secondSync.json().path("counts").toString());
    assertEquals(afterCatchingUp, afterSecondSync);
  }

  @Test
  void aTrainingShowsItsModelItself() throws Exception {
    assertTrue(trained.out().contains("1 version written"), trained::toString);
    assertTrue(served.versions().containsKey(newest()));
  }

  @Test
  void everyModelIsAVersionInTheOrderOfTraining() throws Exception {
    Map<String, JsonNode> there = served.versions();
    int number = 1;
    for (String version : versionsHere()) {
      assertEquals(number++, there.get(version).path("version").asInt(), version);
      assertEquals("FINISHED", served.run(there.get(version)).at("/info/status").asText(), version);
      assertEquals(version, served.run(there.get(version)).at("/info/run_name").asText());
    }
    assertEquals(number - 1, there.size());
  }

  @Test
  void aPromotionAndItsRollbackMoveTheAliases() throws Exception {
    assertEquals(newest(), promoted.get("champion"));
    assertEquals(newest(), rolledBack.get("previous"));
    assertEquals(promoted.get("previous"), rolledBack.get("champion"));
    assertEquals(aliasesHere(), rolledBack);
  }

  @Test
  void aPromotionByHandIsToldOfTheModel() throws Exception {
    JsonNode version = served.versions().get(newest());
    assertEquals("PROMOTED", ServedModels.tag(version, "churnwise_outcome"));
    assertEquals("promoted by hand: to be undone", ServedModels.tag(version, "churnwise_reason"));
    assertEquals(
        "PROMOTED", ServedModels.value(served.run(version).at("/data/tags"), "churnwise_outcome"));
  }

  @Test
  void metricsAndTheirIntervalsEqualThoseOfTheCard() throws Exception {
    Map<String, Double> there = new TreeMap<>();
    for (JsonNode metric : championsRun().at("/data/metrics")) {
      there.put(metric.path("key").asText(), metric.path("value").asDouble());
    }
    int compared = 0;
    JsonNode evaluation = championsCard().path("evaluation");
    for (String part : List.of("fitted", "left_out", "held_out")) {
      for (JsonNode metric : evaluation.path(part)) {
        String name = part + "_" + metric.path("name").asText();
        Map<String, JsonNode> figures = new TreeMap<>();
        figures.put(name, metric.path("value"));
        figures.put(name + "_low", metric.path("low"));
        figures.put(name + "_high", metric.path("high"));
        figures.put(name + "_constant", metric.path("constant_value"));
        figures.put(name + "_recency", metric.path("recency_value"));
        for (Map.Entry<String, JsonNode> figure : figures.entrySet()) {
          Double expected =
              figure.getValue().isNumber() ? (Double) figure.getValue().asDouble() : null;
          assertEquals(expected, there.get(figure.getKey()), figure.getKey());
          compared += expected == null ? 0 : 1;
        }
      }
    }
    assertTrue(there.containsKey("held_out_auc_low"), there::toString);
    assertTrue(compared > 50, compared + " figures compared");
  }

  @Test
  void parametersAndDataEqualThoseOfTheCard() throws Exception {
    JsonNode card = championsCard();
    JsonNode data = championsRun().path("data");
    assertEquals(
        card.at("/parameters/rounds").asText(), ServedModels.value(data.path("params"), "rounds"));
    assertEquals(
        card.path("threshold").asDouble(),
        Double.valueOf(ServedModels.value(data.path("params"), "threshold")));
    assertTrue(card.at("/data/slices").size() > 0);
    for (JsonNode slice : card.at("/data/slices")) {
      assertEquals(
          slice.path("hash").asText(),
          ServedModels.value(
              data.path("tags"),
              "churnwise_data_"
                  + slice.path("name").asText()
                  + "_"
                  + slice.path("slice").asText()));
    }
    assertEquals(
        content
            .query(
                "select run_id from model_versions join model_aliases using (model_version)"
                    + " where alias = 'champion'")
            .get(0),
        ServedModels.value(data.path("tags"), "churnwise_run_id"));
  }

  @Test
  void filesEqualThoseOfTheModelStore() throws Exception {
    String there = championsRun().at("/info/artifact_uri").asText();
    try (Stream<Path> files = Files.list(championsFiles())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("card.json")) { // equal models share their files, not their cards
          assertArrayEquals(Files.readAllBytes(file), server.artifact(there, name), name);
          String beside = "model/" + (name.equals("booster.ubj") ? "model.ubj" : name);
          assertArrayEquals(Files.readAllBytes(file), server.artifact(there, beside), beside);
        }
      }
    }
    assertEquals(
        championsCard(),
        JSON.readTree(new String(server.artifact(there, "card.json"), StandardCharsets.UTF_8)));
  }

  private Path championsFiles() throws SQLException {
    return Path.of(
        place.database() + "-models",
        "main",
        content
            .query(
                "select artifact_path from model_versions join model_aliases using (model_version)"
                    + " where alias = 'champion'")
            .get(0));
  }

  @Test
  void theModelThatMlflowLoadsGivesEqualMarginsAndProbabilities() throws Exception {
    ChampionAnswers here = ChampionAnswers.of(place, folder);
    JsonNode there = server.run("probe.py", "models:/churnwise@champion", here.vectors());
    for (int row = 0; row < here.margins().size(); row++) {
      double margin = here.margins().get(row);
      assertEquals(margin, there.path("margins").get(row).asDouble(), EQUAL, "row " + row);
      assertEquals(
          here.probabilities().get(row),
          there.path("probabilities").get(row).asDouble(),
          EQUAL,
          "row " + row);
    }
    assertTrue(here.margins().stream().distinct().count() > 50, "margins that tell rows apart");
  }
}
