package org.churnwise.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.warehouse.Warehouse;

/**
 * The files of a model's run: those of the model store, the card, and in the folder {@code model}
 * an MLflow model (https://mlflow.org/docs/latest/ml/model/) of the booster with the other files
 * that scoring needs.
 */
final class RunFiles {
  /** The folder of the MLflow model. */
  static final String MODEL = "model";

  private static final String BOOSTER = "booster.ubj";
  private static final String LINEAR = "linear.json";
  private static final String CARD = "card.json";
  private static final String BLEND = "churnwise_blend";
  private static final String PYTHON = "3.12"; // the oldest that XGBoost supports
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final TrainedModel trained;
  private final Map<String, byte[]> stored;

  private RunFiles(TrainedModel trained, Map<String, byte[]> stored) {
    this.trained = trained;
    this.stored = stored;
  }

  /** Reads what is stored; refuses, with exit code 4, files that are missing or altered. */
  static RunFiles read(Warehouse warehouse, TrainedModel trained) {
    ModelVersion version = trained.model();
    new ModelStore(warehouse).load(version); // refuses altered files
    Map<String, byte[]> stored = stored(version, warehouse.fetch(version.artifactPath()));
    // Trainings that produce the same bytes share the stored files, so the card may be another's.
    stored.put(CARD, bytes(version.card().toJson()));
    return new RunFiles(trained, stored);
  }

  /**
   * Path to content.
   *
   * @param runId of the run on the server that the files will belong to
   */
  Map<String, byte[]> of(String runId) {
    Map<String, byte[]> files = new TreeMap<>(stored);
    stored.forEach(
        (name, content) ->
            files.put(MODEL + "/" + (name.equals(BOOSTER) ? "model.ubj" : name), content));
    String xgboost = trained.model().card().versions().xgboost();
    files.put(MODEL + "/MLmodel", bytes(description(runId, xgboost)));
    if (isBlend()) {
      files.put(MODEL + "/code/" + BLEND + ".py", blend());
    }
    files.put(MODEL + "/requirements.txt", bytes(requirements(xgboost)));
    files.put(MODEL + "/python_env.yaml", bytes(pythonEnvironment()));
    files.put(MODEL + "/conda.yaml", bytes(conda(xgboost)));
    return files;
  }

  private static Map<String, byte[]> stored(ModelVersion version, Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      Map<String, byte[]> files = new TreeMap<>();
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
      return files;
    } catch (IOException e) {
      throw ChurnException.warehouse(
          "the files of model " + version.version() + " in " + folder + " cannot be read: " + e, e);
    }
  }

  /** XGBoost's loader knows the trees alone. */
  private boolean isBlend() {
    return stored.containsKey(LINEAR);
  }

  private static byte[] blend() {
    try (InputStream file = RunFiles.class.getResourceAsStream(BLEND + ".py")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String description(String runId, String xgboost) {
    return """
        artifact_path: %s
        flavors:
          python_function:
            code: %s
            data: model.ubj
            env:
              conda: conda.yaml
              virtualenv: python_env.yaml
            loader_module: %s
            python_version: '%s'
          xgboost:
            code: null
            data: model.ubj
            model_class: xgboost.core.Booster
            model_format: ubj
            xgb_version: '%s'
        run_id: '%s'
        utc_time_created: '%s'
        """
        .formatted(
            MODEL,
            isBlend() ? "code" : "null",
            isBlend() ? BLEND : "mlflow.xgboost",
            PYTHON,
            xgboost,
            runId,
            CREATED.format(trained.createdAt()));
  }

  private static List<String> packages(String xgboost) {
    return List.of("mlflow", "numpy", "pandas", "scipy", "xgboost==" + xgboost);
  }

  private static String requirements(String xgboost) {
    return String.join("\n", packages(xgboost)) + "\n";
  }

  private static String pythonEnvironment() {
    return """
        python: '%s'
        build_dependencies:
        - pip
        dependencies:
        - -r requirements.txt
        """
        .formatted(PYTHON);
  }

  private static String conda(String xgboost) {
    return """
        name: churnwise
        channels:
        - conda-forge
        dependencies:
        - python=%s
        - pip
        - pip:
          - %s
        """
        .formatted(PYTHON, String.join("\n  - ", packages(xgboost)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
