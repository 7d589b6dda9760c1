package org.churnwise.model.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.io.FileUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.LinearPart;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.warehouse.Warehouse;

/**
 * The files of models: {@code preprocessing.json}, {@code booster.ubj}, {@code linear.json} if the
 * model has a linear part, and {@code calibration.json}, stored under the hash of all, and {@code
 * card.json} for readers. The card in the warehouse is authoritative; two trainings that produce
 * the same bytes share the files of the first.
 */
public final class ModelStore {
  static final String PREPROCESSING = "preprocessing.json";
  static final String BOOSTER = "booster.ubj";
  static final String LINEAR = "linear.json";
  static final String CALIBRATION = "calibration.json";
  static final String CARD = "card.json";

  private final Warehouse warehouse;

  public ModelStore(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Stores the files of a model, whole or not at all, and returns their name. Call it before the
   * row that names them commits.
   */
  public String store(FittedModel model, ModelCard card) {
    String sha256 = model.sha256();
    try {
      Path folder = Files.createTempDirectory("churnwise-model");
      try {
        Files.write(folder.resolve(PREPROCESSING), model.preprocessing().toJson());
        Files.write(folder.resolve(BOOSTER), model.booster());
        if (model.linear().isPresent()) {
          Files.write(folder.resolve(LINEAR), model.linear().get().toJson());
        }
        Files.write(folder.resolve(CALIBRATION), model.calibration().toJson());
        Files.writeString(folder.resolve(CARD), card.toJson(), StandardCharsets.UTF_8);
        warehouse.put(folder, sha256);
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    } catch (IOException e) {
      throw ChurnException.warehouse(
          "the files of model " + sha256 + " cannot be written: " + e, e);
    }
    return sha256;
  }

  /**
   * The model of a version, refused with exit code 4 if its files are missing or not those that
   * were stored.
   */
  public FittedModel load(ModelVersion version) {
    Path folder = warehouse.fetch(version.artifactPath());
    FittedModel model =
        new FittedModel(
            part(version, folder, PREPROCESSING, Preprocessing::ofJson),
            part(version, folder, BOOSTER, bytes -> bytes),
            Files.exists(folder.resolve(LINEAR))
                ? Optional.of(part(version, folder, LINEAR, LinearPart::ofJson))
                : Optional.empty(),
            part(version, folder, CALIBRATION, Calibration::ofJson));
    if (!model.sha256().equals(version.artifactSha256())) {
      throw altered(version, folder, "their hash is " + model.sha256(), null);
    }
    return model;
  }

  private static <T> T part(
      ModelVersion version, Path folder, String name, Function<byte[], T> reader) {
    try {
      return reader.apply(Files.readAllBytes(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      throw altered(version, folder, name + " is missing", e);
    } catch (IOException e) {
      throw altered(version, folder, name + " cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw altered(version, folder, name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Removes files that no version refers to, left by trainings that ended before their commit.
   * Returns the number of names.
   */
  public int removeUnnamed(List<ModelVersion> versions) {
    Set<String> named = new HashSet<>(versions.stream().map(ModelVersion::artifactPath).toList());
    List<String> unnamed =
        warehouse.stored().stream().filter(name -> !named.contains(name)).toList();
    unnamed.forEach(warehouse::remove);
    return unnamed.size();
  }

  private static ChurnException altered(
      ModelVersion version, Path folder, String how, Exception cause) {
    return ChurnException.warehouse(
        "the files of model %s in %s are not those that were stored (sha256 %s): %s; restore the folder, or train again"
            .formatted(version.version(), folder, version.artifactSha256(), how),
        cause);
  }
}
