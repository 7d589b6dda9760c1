package org.churnwise.training;

import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * A fit that Spark ended since one of its workers was lost or failed. The workers of a fit wait for
 * each other after every level of a tree, so none of them can go on alone.
 */
final class LostWorker {
  /** Spark's error code for a barrier stage that needs more slots than available. */
  private static final String TOO_FEW_SLOTS = "SPARK-24819";

  private LostWorker() {}

  static ChurnException in(Exception ofSpark, int workers) {
    String message = String.valueOf(ofSpark.getMessage());
    if (message.contains(TOO_FEW_SLOTS)) {
      return new ChurnException(
          ExitCode.USAGE,
          "training.workers = %d needs as many slots at once, but the Spark cluster has fewer; lower training.workers or give Spark more cores"
              .formatted(workers),
          ofSpark);
    }
    return new ChurnException(
        ExitCode.FAILED,
        "a worker was lost or failed while fitting (%s); nothing was stored; run the command again"
            .formatted(reason(message)),
        ofSpark);
  }

  /** Spark's message without the stack traces that it appends. */
  private static String reason(String message) {
    return message
        .lines()
        .map(String::strip)
        .takeWhile(line -> !line.startsWith("at ") && !line.startsWith("Driver stacktrace"))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
