package org.churnwise.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;

/**
 * When a run is killed: so long after its start, so long after a line that it printed, or in the
 * very moment in which the database's log grows, which is in or just behind a commit.
 *
 * @param kind what is counted
 * @param count lines or commits
 * @param delayMillis after what was counted
 */
record KillMoment(Kind kind, int count, int delayMillis) {
  private static final int LONGEST_START_MILLIS = 4000;
  private static final int LONGEST_DELAY_MILLIS = 700;
  private static final int MOST_LINES = 16;
  private static final int MOST_COMMITS = 24;
  private static final long POLL_MICROS = 200;

  /** What a moment is counted from. */
  enum Kind {
    START,
    LINE,
    COMMIT
  }

  /** By lines and commits, not by time alone: a slow machine must not die at its start always. */
  static KillMoment random(Random chance) {
    return switch (Kind.values()[chance.nextInt(Kind.values().length)]) {
      case START -> new KillMoment(Kind.START, 0, chance.nextInt(LONGEST_START_MILLIS));
      case LINE ->
          new KillMoment(
              Kind.LINE, 1 + chance.nextInt(MOST_LINES), chance.nextInt(LONGEST_DELAY_MILLIS));
      case COMMIT -> new KillMoment(Kind.COMMIT, 1 + chance.nextInt(MOST_COMMITS), 0);
    };
  }

  /** Waits for it. Returns false if the run is over before. */
  boolean await(ProcessGroup run, Path database) throws IOException, InterruptedException {
    for (int i = 0; kind == Kind.LINE && i < count; i++) {
      if (run.line() == null) {
        return false;
      }
    }
    return kind == Kind.COMMIT
        ? awaitCommit(run, database.resolveSibling(database.getFileName() + ".wal"))
        : run.runsFor(delayMillis * 1000L);
  }

  private boolean awaitCommit(ProcessGroup run, Path log) throws IOException, InterruptedException {
    long size = size(log);
    for (int seen = 0; seen < count; ) {
      if (!run.runsFor(POLL_MICROS)) {
        return false;
      }
      long now = size(log);
      seen += now > size ? 1 : 0;
      size = now;
    }
    return true;
  }

  private static long size(Path log) throws IOException {
    try {
      return Files.size(log);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return switch (kind) {
      case START -> "%d ms after its start".formatted(delayMillis);
      case LINE -> "%d ms after line %d".formatted(delayMillis, count);
      case COMMIT -> "at commit " + count;
    };
  }
}
