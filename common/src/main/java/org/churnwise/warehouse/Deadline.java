package org.churnwise.warehouse;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A limit in time for an opening that keeps none by itself. The driver's own login timeout is not
 * kept with a host that takes the connection and stays silent, nor with one that speaks no TLS.
 */
final class Deadline {
  private Deadline() {}

  /**
   * Opens something on a thread of its own and waits for it. What opens after the limit is closed
   * again; a thread that never comes back does not keep the process alive.
   *
   * @throws TimeoutException if nothing was opened within the limit
   * @throws Exception what the opening throws
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
