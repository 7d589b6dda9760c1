package org.churnwise.training;

import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * A fit that Spark ended since one of its workers was lost or failed. The workers of a fit wait for
 * each other after every level of a tree, so none of them can go on alone.
 */
final class LostWorker {
  private LostWorker() {}

  static ChurnException in(Exception ofSpark) {
    return new ChurnException(
        ExitCode.FAILED,
        "a worker was lost or failed while fitting ("
            + reason(String.valueOf(ofSpark.getMessage()))
            + "); nothing was stored; run the command again",
        ofSpark);
  }

  /** What Spark says, without the stack traces that it appends. */
  private static String reason(String message) {
    return message
        .lines()
        .map(String::strip)
        .takeWhile(line -> !line.startsWith("at ") && !line.startsWith("Driver stacktrace"))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
