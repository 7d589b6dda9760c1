package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.apache.spark.SparkException;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

/** What a person reads when Spark ended a fit. */
class LostWorkerTest {
  @Test
  void theReasonOfSparkIsToldWithoutItsStackTraces() {
    SparkException ofSpark =
        new SparkException(
            "Job aborted:\nexecutor 1 lost\n\tat a.B.c(B.scala:1)\nDriver stacktrace:");
    ChurnException told = LostWorker.in(ofSpark, 2);
    assertEquals(ExitCode.FAILED, told.exitCode());
    assertEquals(
        "a worker was lost or failed while fitting (Job aborted: executor 1 lost); nothing was stored;"
            + " run the command again",
        told.getMessage());
    assertSame(ofSpark, told.getCause());
  }

  @Test
  void aClusterWithTooFewSlotsIsNoLostWorker() {
    ChurnException told =
        LostWorker.in(new SparkException("[SPARK-24819]: Barrier execution mode does not"), 3);
    assertEquals(ExitCode.USAGE, told.exitCode());
    assertEquals(
        "training.workers = 3 needs as many slots at once, but the Spark cluster has fewer; lower"
            + " training.workers or give Spark more cores",
        told.getMessage());
  }
}
