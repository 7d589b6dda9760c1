package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.config.SentimentFunction;
import org.churnwise.run.SliceId.DriftSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Slices as types, and as texts in the tables. */
class SliceIdTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);

  static Stream<Arguments> slicesAndTexts() {
    return Stream.of(
        Arguments.of(
            Stage.INGEST, new SliceId.LoadedFile("sales_2025_04.csv"), "sales_2025_04.csv"),
        Arguments.of(Stage.INGEST, new SliceId.LoadedTo(MAY), "2025-05-01"),
        Arguments.of(
            Stage.INGEST,
            new SliceId.Rescored(
                SentimentFunction.CORTEX, SentimentFunction.AI_SENTIMENT, Optional.of("f.csv")),
            "--rescore cortex to ai_sentiment of f.csv"),
        Arguments.of(
            Stage.INGEST,
            new SliceId.Rescored(
                SentimentFunction.AI_SENTIMENT, SentimentFunction.CORTEX, Optional.empty()),
            "--rescore ai_sentiment to cortex"),
        Arguments.of(Stage.FEATURES, new SliceId.Snapshot(MAY), "2025-05-01"),
        Arguments.of(Stage.LABEL, new SliceId.Snapshot(MAY), "2025-05-01"),
        Arguments.of(Stage.TRAIN, new SliceId.Training(MAY), "2025-05-01"),
        Arguments.of(
            Stage.TRAIN, new SliceId.Recalibration(MAY, "v3"), "2025-05-01 recalibration v3"),
        Arguments.of(Stage.SCORE, new SliceId.Predictions(MAY, "v12"), "2025-05-01 v12"),
        Arguments.of(Stage.MONITOR, new SliceId.Performance(MAY), "performance 2025-05-01"),
        Arguments.of(Stage.MONITOR, new SliceId.Interim(MAY, 7), "interim 2025-05-01 7"),
        Arguments.of(
            Stage.MONITOR,
            new SliceId.Drift(DriftSubject.FEATURE, MAY),
            "feature drift 2025-05-01"),
        Arguments.of(
            Stage.MONITOR,
            new SliceId.Drift(DriftSubject.PREDICTION, MAY),
            "prediction drift 2025-05-01"));
  }

  @ParameterizedTest
  @MethodSource("slicesAndTexts")
  void aSliceIsReadBackFromItsText(Stage stage, SliceId slice, String text) {
    assertEquals(text, slice.toString());
    assertEquals(slice, SliceId.of(stage, text));
  }

  @ParameterizedTest
  @CsvSource({
    "FEATURES, 2025-5-1",
    "TRAIN, sales.csv",
    "SCORE, 2025-05-01",
    "SCORE, v1 2025-05-01",
    "MONITOR, 2025-05-01",
    "MONITOR, label drift 2025-05-01",
    "MONITOR, interim 2025-05-01",
    "MONITOR, performance 2025-05-32"
  })
  void aTextThatAStageNeverWritesIsRefused(Stage stage, String text) {
    assertEquals(
        "stage " + stage + " has no slice '" + text + "'",
        assertThrows(IllegalArgumentException.class, () -> SliceId.of(stage, text)).getMessage());
  }

  @Test
  void aStageIsFoundByItsNameInTheTables() {
    Stream.of(Stage.values())
        .forEach(stage -> assertEquals(stage, Stage.of(stage.toString()).orElseThrow()));
    assertEquals(Stream.of().findFirst(), Stage.of("decision"));
  }
}
