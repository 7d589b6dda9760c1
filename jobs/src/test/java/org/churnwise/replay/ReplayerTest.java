package org.churnwise.replay;

import static org.churnwise.replay.RecordedRuns.run;
import static org.churnwise.replay.RecordedRuns.slice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.replay.Replayer.Replayed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which runs and slices are built again. */
class ReplayerTest {
  private static final RecordedRun FIRST = run("r1");
  private static final RecordedRun SECOND = run("r2");
  private static final RecordedRun THIRD = run("r3");

  @TempDir Path folder;

  @Test
  void runsAfterTheLastWantedOneAreLeftOut() {
    assertEquals(
        List.of(FIRST, SECOND),
        Replayer.upToTheLast(List.of(FIRST, SECOND, THIRD), Set.of("r1", "r2")));
  }

  @Test
  void noRunIsBuiltIfNoneIsWanted() {
    assertEquals(List.of(), Replayer.upToTheLast(List.of(FIRST, SECOND), Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, sales_2025_05.csv",
    "features, 2025-05-01",
    "label, 2025-05-01",
    "train, 2025-05-01"
  })
  void whatLaterRunsMayUseIsNeededWhateverIsJudged(String stage, String name) {
    assertTrue(Replayer.isNeeded(slice(stage, name), Set.of()));
  }

  @Test
  void predictionsAreNeededOnlyForJudgedMonitoring() {
    RecordedSlice predictions = slice("score", "2025-05-01 v1");
    assertEquals(
        List.of(false, false, true),
        Stream.of(
                Set.<RecordedSlice>of(),
                Set.of(slice("score", "2025-06-01 v1")),
                Set.of(slice("monitor", "performance 2025-06-01")))
            .map(judged -> Replayer.isNeeded(predictions, judged))
            .toList());
  }

  @Test
  void monitoringIsNeededOnlyForItsJudgedSuccessor() {
    RecordedSlice monitoring = slice("monitor", "performance 2025-05-01");
    assertEquals(
        List.of(false, false, true),
        Stream.of(
                Set.<RecordedSlice>of(),
                Set.of(slice("monitor", "performance 2025-06-01")),
                Set.of(new RecordedSlice("monitor", "performance 2025-05-01", "later key")))
            .map(judged -> Replayer.isNeeded(monitoring, judged))
            .toList());
  }

  @Test
  void driftIsNeededForJudgedDriftOfAnySnapshot() {
    RecordedSlice drift = slice("monitor", "feature drift 2025-05-01");
    assertEquals(
        List.of(false, true),
        Stream.of(
                Set.of(slice("monitor", "performance 2025-06-01")),
                Set.of(slice("monitor", "feature drift 2025-06-01")))
            .map(judged -> Replayer.isNeeded(drift, judged))
            .toList());
  }

  @Test
  void whatWasRealisedIsNeededForJudgedDriftOfPredictionsWithTheirEstimate() {
    RecordedSlice realised = slice("monitor", "performance 2025-05-01");
    assertEquals(
        List.of(false, true),
        Stream.of(
                Set.of(slice("monitor", "feature drift 2025-06-01")),
                Set.of(slice("monitor", "prediction drift 2025-06-01")))
            .map(judged -> Replayer.isNeeded(realised, judged))
            .toList());
  }

  /** The run before it is sound, but nobody wants it: no warehouse is touched. */
  @Test
  void aRunWhoseFileIsMissingIsRefusedAndSoIsEachWantedOneThatFollows() {
    RecordedRun broken =
        run(
            "r2",
            new RecordedFile(
                "sales",
                Optional.empty(),
                "gone.csv",
                folder.toString(),
                "hash",
                1,
                Optional.empty(),
                false,
                Optional.empty()));
    List<RunVerdict> progress = new ArrayList<>();
    Replayed replayed =
        new Replayer(null, null, null, null)
            .replay(
                new RecordedHistory(List.of(FIRST, broken, THIRD), List.of()),
                Set.of("r2", "r3"),
                progress::add);
    assertEquals(List.of(broken, THIRD), progress.stream().map(RunVerdict::run).toList());
    for (RunVerdict verdict : replayed.runs()) {
      assertEquals(Equality.DIFFERENT, verdict.verdict());
      assertTrue(verdict.refusal().orElseThrow().contains("gone.csv"), verdict::toString);
    }
    assertEquals(progress, replayed.runs());
    assertEquals(List.of(), replayed.tables());
  }
}
