package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.churnwise.cli.CommandLines;
import org.churnwise.python.NeedsPython;
import org.churnwise.python.PythonEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** submit/kubernetes, held against the published schemas and against what submit/spark says. */
@NeedsPython("src/test/submitting/kubernetes-requirements.txt")
class ManifestTest {
  private static final Path MANIFESTS = Project.SUBMIT.resolve("kubernetes");
  private static final Set<String> OF_THE_STANDALONE_MASTER =
      Set.of("spark.cores.max", "spark.standalone.submit.waitAppCompletion");

  @TempDir private static Path temporary;
  private static PythonEnvironment python;
  private static JsonNode manifests;

  @BeforeAll
  static void readTheManifests() throws Exception {
    python = PythonEnvironment.of(Project.PROBES.resolve("kubernetes-requirements.txt"));
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      manifests = read(files.filter(file -> file.toString().endsWith(".yaml")).toList());
    }
  }

  private static JsonNode read(List<Path> files) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(python.program("python").toString());
    command.add(Project.PROBES.resolve("probe_manifests.py").toString());
    files.forEach(file -> command.add(file.toString()));
    return new Shell(temporary, Map.of()).run(command).requireDone().jsonOfScript();
  }

  static Stream<String> stages() {
    return Project.STAGES.keySet().stream();
  }

  private static JsonNode application(String stage) {
    JsonNode file = manifests.path(stage + ".yaml");
    assertEquals(1, file.size(), stage + ".yaml");
    return file.get(0).path("manifest");
  }

  private static JsonNode specification(String stage) {
    return application(stage).path("spec");
  }

  @Test
  void everyManifestFollowsItsSchema() {
    for (JsonNode file : manifests) {
      for (JsonNode manifest : file) {
        assertEquals(0, manifest.path("problems").size(), manifest::toString);
      }
    }
  }

  @Test
  void theSchemaFindsAMisspeltFieldAndAWrongType() throws Exception {
    String right = Files.readString(MANIFESTS.resolve("score.yaml"));
    Path misspelt =
        Files.writeString(temporary.resolve("a.yaml"), right.replace("cores:", "core:"));
    Path wrong =
        Files.writeString(
            temporary.resolve("b.yaml"), right.replace("instances: 2", "instances: two"));
    JsonNode read = read(List.of(misspelt, wrong));
    assertEquals(
        "[\"unknown: .spec.driver.core\",\"unknown: .spec.executor.core\"]",
        read.path("a.yaml").get(0).path("problems").toString());
    assertTrue(read.path("b.yaml").toString().contains("valid integer"), read::toString);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void anApplicationRunsTheMainClassOfItsStage(String stage) {
    JsonNode specification = specification(stage);
    assertEquals(
        "churnwise-" + stage + "-", application(stage).at("/metadata/generateName").asText());
    assertEquals(Project.STAGES.get(stage).getName(), specification.path("mainClass").asText());
    assertEquals(
        org.apache.spark.SparkBuildInfo.spark_version(),
        specification.path("sparkVersion").asText());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void itsArgumentsAreOptionsOfTheStage(String stage) throws Exception {
    String[] arguments =
        StreamSupport.stream(specification(stage).path("arguments").spliterator(), false)
            .map(JsonNode::asText)
            .toArray(String[]::new);
    Object command = Project.STAGES.get(stage).getConstructor().newInstance();
    CommandLines.of(command)
        .parseArgs(arguments); // throws at an option that the stage does not have
    assertTrue(List.of(arguments).contains("snowflake"), () -> List.of(arguments).toString());
  }

  @ParameterizedTest
  @MethodSource("stages")
  void itsJarIsWhereTheImagePutsIt(String stage) throws IOException {
    assertEquals(
        "local:///opt/churnwise/churn-jobs.jar",
        specification(stage).path("mainApplicationFile").asText());
    String image = Files.readString(MANIFESTS.resolve("Dockerfile"));
    assertTrue(
        image.lines().anyMatch(line -> line.matches("COPY .*/churn-jobs\\.jar .* /opt/churnwise/")),
        image);
  }

  @ParameterizedTest
  @MethodSource("stages")
  void itsResourcesAndSettingsAreThoseOfSparkSubmit(String stage) throws IOException {
    Map<String, String> expected = new TreeMap<>(properties("common"));
    expected.putAll(properties(stage));
    expected.keySet().removeAll(OF_THE_STANDALONE_MASTER);
    assertEquals(expected, settings(specification(stage), expected.keySet()));
  }

  private static Map<String, String> properties(String name) throws IOException {
    Properties properties = new Properties();
    try (var text =
        Files.newBufferedReader(Project.SUBMIT.resolve("spark/" + name + ".properties"))) {
      properties.load(text);
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((key, value) -> values.put((String) key, (String) value));
    return values;
  }

  /** What a manifest says about some Spark settings, and all settings that only it has. */
  private static Map<String, String> settings(JsonNode specification, Set<String> keys) {
    Map<String, String> values = new TreeMap<>();
    for (String role : List.of("driver", "executor")) {
      for (Map.Entry<String, JsonNode> field : specification.path(role).properties()) {
        String key = "spark." + role + "." + field.getKey();
        if (keys.contains(key)) {
          values.put(key, field.getValue().asText());
        }
      }
    }
    for (Map.Entry<String, JsonNode> field : specification.path("sparkConf").properties()) {
      // The script adds the driver's: spark-submit would let a file override them.
      if (!field.getKey().equals("spark.driver.defaultJavaOptions")) {
        values.put(field.getKey(), field.getValue().asText());
      }
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("stages")
  void secretsComeFromSecretsOnly(String stage) {
    JsonNode environment = specification(stage).at("/driver/env");
    assertEquals(2, environment.size());
    for (JsonNode variable : environment) {
      assertEquals("churnwise-snowflake", variable.at("/valueFrom/secretKeyRef/name").asText());
      assertTrue(variable.path("value").isMissingNode(), variable::toString);
    }
  }
}
