package org.churnwise.model.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.features.FeatureType;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.LinearPart;
import org.churnwise.model.scoring.ModelInput;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody did to a model by hand is named: the file or the column, and the part. */
class AlteredModelTest {
  private static final LocalDate DAY = LocalDate.of(2025, 6, 1);
  private static final FittedModel MODEL =
      new FittedModel(
          new Preprocessing(
              List.of(new ModelInput("gender", FeatureType.CATEGORICAL, List.of("f", "m")))),
          new byte[] {1, 2, 3},
          Optional.of(
              new LinearPart(0.5, List.of(1.0, 2.0, 3.0, 4.0), List.of(0.5, 0.5, 0.0, 1.0))),
          Calibration.NONE);

  private static TemporaryWarehouse temporary;
  private static ModelVersion version;

  @BeforeAll
  static void store(@TempDir Path folder) {
    temporary = TemporaryWarehouse.in(folder);
    String name = new ModelStore(temporary.warehouse()).store(MODEL, card());
    version = new ModelVersion("v1", DAY, card(), name, name);
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  private static ModelCard card() {
    return new ModelCard(
        new ModelCard.Data(DAY, DAY, List.of(DAY), List.of(), 1, 1),
        new FeatureSet("hash", List.of("gender CATEGORICAL")),
        Map.of("seed", 42),
        0.5,
        new ModelCard.Versions("code", "spark", "xgboost", 17),
        new ModelCard.Evaluation(List.of(), List.of(), List.of()));
  }

  @Test
  void anUntouchedModelIsRead() {
    assertEquals(card(), ModelCard.ofJson("v1", card().toJson()));
    assertEquals(MODEL.sha256(), new ModelStore(temporary.warehouse()).load(version).sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "^.*$ | `` | it has no data.watermark",
        "^.*$ | null | it has no data.watermark",
        "^.*$ | [] | it has no data.watermark",
        "^.*$ | {} | it has no data.watermark",
        "^.*$ | `{\"data\":` | Unexpected end-of-input",
        "^.*$ | a card | Unrecognized token 'a'",
        "\"watermark\":\"2025-06-01\" | \"watermark\":\"June\" | data.watermark: ",
        "\"held_out_snapshot\":\"2025-06-01\" | \"held_out_snapshot\":null | it has no data.held_out_snapshot",
        "\"fit_snapshots\":\\[[^]]*],? | `` | it has no data.fit_snapshots",
        "\"rows\":1 | \"rows\":\"many\" | data.rows: ",
        "\"inputs\":\\[[^]]*] | \"inputs\":null | it has no features.inputs",
        "\"inputs\":\\[[^]]*] | \"inputs\":[null] | features",
        "\"threshold\":0.5 | \"other\":0.5 | it has no threshold",
        "\"threshold\":0.5 | \"threshold\":{} | threshold: ",
        "\"fitted\":\\[] | \"fitted\":7 | evaluation.fitted: ",
        "\"evaluation\":.*$ | \"evaluation\":{}} | it has no evaluation.fitted",
      })
  void aCardSaysWhichPart(String found, String put, String reason) {
    String altered = card().toJson().replaceFirst(found, put);
    refused(
        "the card of model v1, column card of table model_versions, was altered",
        reason,
        () -> ModelCard.ofJson("v1", altered));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "preprocessing.json | `` | preprocessing.json: No content",
        "preprocessing.json | null | preprocessing.json: it has no content",
        "preprocessing.json | {} | preprocessing.json: it has no inputs",
        "preprocessing.json | `{\"inputs\":[null]}` | preprocessing.json: it has no inputs.0",
        "preprocessing.json | `{\"inputs\":[{\"name\":\"gender\",\"type\":\"CATEGORICAL\"}]}`"
            + " | it has no levels",
        "preprocessing.json | `{\"inputs\":[{\"type\":\"NUMERIC\",\"levels\":[]}]}` | it has no name",
        "preprocessing.json | `{\"inputs\":[{\"name\":\"age\",\"type\":\"ROMAN\",\"levels\":[]}]}`"
            + " | preprocessing.json: inputs.0.type: ",
        "preprocessing.json | `{\"inputs\":` | preprocessing.json: ",
        "preprocessing.json | `{\"inputs\":[]}` | their hash is ",
        "booster.ubj | `` | their hash is ",
        "linear.json | missing | their hash is ",
        "linear.json | {} | linear.json: it has no weights",
        "linear.json | `{\"share\":2,\"weights\":[],\"means\":[]}` | linear.json: no linear part: share 2",
        "linear.json | `{\"share\":0.5,\"weights\":[1],\"means\":[1]}` | their hash is ",
        "calibration.json | {} | calibration.json: ",
        "calibration.json | `{\"method\":\"platt\"}` | calibration.json: ",
        "calibration.json | `{\"method\":\"platt\",\"slope\":2,\"intercept\":0}` | their hash is ",
        "calibration.json | missing | calibration.json is missing",
      })
  void theFilesSayWhichOneAndWhichPart(String name, String content, String reason)
      throws IOException {
    Path file = temporary.warehouse().fetch(version.artifactPath()).resolve(name);
    byte[] before = Files.readAllBytes(file);
    try {
      if (content.equals("missing")) {
        Files.delete(file);
      } else {
        Files.writeString(file, content);
      }
      refused(
          "the files of model v1 in ",
          reason,
          () -> new ModelStore(temporary.warehouse()).load(version));
    } finally {
      Files.write(file, before);
    }
  }

  private static void refused(String what, String reason, Runnable read) {
    ChurnException refused = assertThrows(ChurnException.class, read::run);
    assertEquals(ExitCode.WAREHOUSE, refused.exitCode());
    assertTrue(refused.getMessage().startsWith(what), refused.getMessage());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
