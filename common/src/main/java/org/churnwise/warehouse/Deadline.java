package org.churnwise.warehouse;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A time limit for opening or closing something that does not keep one itself. The driver ignores
 * its own login timeout if a host accepts the connection and stays silent, or speaks no TLS.
 */
final class Deadline {
  private Deadline() {}

  /**
   * Opens something on a thread of its own and waits for it. What opens after the limit is closed
   * again; a thread that never returns does not keep the process alive.
   *
   * @throws TimeoutException if nothing was opened within the limit
   * @throws Exception whatever opening it throws
   */
  static <T extends AutoCloseable> T open(Duration limit, Callable<T> opening) throws Exception {
    CompletableFuture<T> opened = new CompletableFuture<>();
    opened.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    Thread thread = new Thread(() -> open(opening, opened), "churnwise-opening");
    thread.setDaemon(true);
    thread.start();
    try {
      return opened.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    } finally {
      opened.cancel(false);
      if (opened.isCompletedExceptionally()) {
        thread.interrupt();
      }
    }
  }

  /**
   * Closes something on a thread of its own and waits for it. A close that exceeds the limit is
   * interrupted and abandoned; it does not keep the process alive.
   *
   * @throws TimeoutException if it was not closed within the limit
   * @throws RuntimeException whatever closing it throws
   */
  static void close(Duration limit, AutoCloseable closing) throws TimeoutException {
    try {
      open(
          limit,
          () -> {
            closing.close();
            return () -> {}; // nothing is open any more
          });
    } catch (TimeoutException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while closing", e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot be closed", e);
    }
  }

  private static <T extends AutoCloseable> void open(
      Callable<T> opening, CompletableFuture<T> opened) {
    try {
      T result = opening.call();
      if (!opened.complete(result)) {
        result.close();
      }
    } catch (Throwable e) {
      opened.completeExceptionally(e);
    }
  }
}
