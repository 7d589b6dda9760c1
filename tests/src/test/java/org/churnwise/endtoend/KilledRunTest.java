package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed with SIGKILL at a random moment, and often killed again when it is repeated,
 * ends where an undisturbed one does, history of slices included. {@code -Dkill.seed=N} repeats the
 * moments of another run, as far as two runs take equally long.
 */
@Slow
class KilledRunTest {
  private static final int KILLS =
      Integer.getInteger("kill.count", System.getProperty("full") == null ? 3 : 100);

  /** Each command is killed so often in a row at most before it may end. */
  private static final int MOST_IN_A_ROW = 2;

  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
  private static final int LEASE_HELD = 6;
  private static final KillMoment AT_WORK = new KillMoment(KillMoment.Kind.LINE, 2, 0);

  /** Three months, a model and scores: of few trees, for they are not what is killed. */
  private static final String[] COMMAND = FirstModel.command();

  @TempDir private Path temporary;
  private final Random chance = new Random(SEED);
  private final List<String> killed = new ArrayList<>();

  @Test
  void theSameCommandContinuesARunThatWasKilledAnywhere() throws Exception {
    Workplace whole = FirstModel.place();
    for (int round = 1; killed.size() < KILLS; round++) {
      Workplace place = whole.withDatabase(temporary.resolve(round + "/churn.duckdb"));
      int before = killed.size();
      killSometimes(place);
      Outcome last = place.pipeline(COMMAND);
      String story = story(before);
      assertEquals(0, last.code(), () -> story + ": " + last);
      try {
        requireEqual(whole, place);
      } catch (AssertionError e) {
        throw new AssertionError(story + ": " + e.getMessage(), e);
      }
    }
    System.out.println(story(0));
  }

  private String story(int first) {
    return "-Dkill.seed=%d, killed %s"
        .formatted(SEED, String.join("; ", killed.subList(first, killed.size())));
  }

  private void killSometimes(Workplace place) throws Exception {
    List<String> command = new ArrayList<>(List.of("pipeline"));
    command.addAll(List.of(COMMAND));
    command.addAll(place.options());
    int inARow = 1 + chance.nextInt(MOST_IN_A_ROW);
    for (int kill = 0; kill < inARow && killed.size() < KILLS; kill++) {
      ProcessBuilder churn = PackedJobs.runIn(temporary.resolve("shell")).churn(command);
      churn.environment().put("CHURN_MASTER", "local[2]");
      try (ProcessGroup run = ProcessGroup.start(churn)) {
        KillMoment moment = killed.isEmpty() ? AT_WORK : KillMoment.random(chance);
        if (!moment.await(run, place.database())) {
          return; // it was over before its moment came
        }
        if (killed.isEmpty()) {
          requireHeld(place, run);
        }
        run.kill();
        killed.add(moment.toString());
      }
    }
  }

  /** Of two runs at once the first wins, and the other names it. */
  private static void requireHeld(Workplace place, ProcessGroup first) {
    place
        .pipeline(COMMAND)
        .requireRefusal(
            LEASE_HELD,
            "in use by process %d of user ".formatted(first.pid()),
            " on host ",
            " since 20",
            " (pipeline " + String.join(" ", COMMAND),
            "wait for it to end");
  }

  /** Equal tables and models, and nothing beside them. */
  static void requireEqual(Workplace expected, Workplace actual) throws Exception {
    RepeatedRunTest.assertEqualTables(
        content(expected).dataOfAnyRun(), content(actual).dataOfAnyRun());
    assertEquals(files(expected), files(actual));
    assertEquals(
        0, content(actual).number("select count(*) from pipeline_runs where status = 'RUNNING'"));
  }

  private static WarehouseContent content(Workplace place) {
    return new WarehouseContent(place.database());
  }

  private static List<String> files(Workplace place) throws IOException {
    Path folder = place.database().getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }
}
