package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void whatOpensInTimeIsHandedOn() throws Exception {
    AutoCloseable opened = () -> {};
    assertSame(opened, Deadline.open(LONG, () -> opened));
  }

  @Test
  void aFailureIsHandedOnAsItIs() {
    SQLException failure = new SQLException("no");
    assertSame(
        failure,
        assertThrows(
            SQLException.class,
            () ->
                Deadline.open(
                    LONG,
                    () -> {
                      throw failure;
                    })));
  }

  @Test
  void whatNeverOpensIsInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    assertThrows(
        TimeoutException.class,
        () ->
            Deadline.open(
                SHORT,
                () -> {
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    interrupted.countDown();
                  }
                  return null;
                }));
    assertTrue(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void whatOpensTooLateIsClosedAgain() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    assertThrows(
        TimeoutException.class,
        () ->
            Deadline.open(
                SHORT,
                () -> {
                  awaitThroughInterrupts(givenUp);
                  return closed::countDown;
                }));
    givenUp.countDown();
    assertTrue(closed.await(LONG.toSeconds(), TimeUnit.SECONDS));
  }

  /** A driver need not listen to an interrupt. */
  private static void awaitThroughInterrupts(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        continue;
      }
    }
  }

  @Test
  void whatNeverClosesIsLeftAlone() {
    assertThrows(
        TimeoutException.class, () -> Deadline.close(SHORT, () -> new CountDownLatch(1).await()));
  }

  @Test
  void aFailureToCloseIsHandedOnAsItIs() {
    IllegalStateException failure = new IllegalStateException("no");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                Deadline.close(
                    LONG,
                    () -> {
                      throw failure;
                    })));
  }
}
