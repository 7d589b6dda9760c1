package org.churnwise.warehouse;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use a connection: one thread at a time, until a thread takes it over for the end of the
 * process. Then every other thread that wants it waits for ever.
 */
final class ConnectionTurn {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTurn.class);

  private static final long STEP_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile Thread last;
  private volatile Statement running;

  /** Waits for the turn of this thread; end it with {@link #end}. */
  void begin() {
    lock.lock();
    if (last != null && last != Thread.currentThread()) {
      lock.unlock();
      while (true) {
        LockSupport.park(this);
      }
    }
  }

  /** Ends what {@link #begin} began. */
  void end() {
    running = null;
    lock.unlock();
  }

  /** Notes the statement of this turn, for {@link #takeOver} to cancel it. */
  void runs(Statement statement) {
    running = statement;
  }

  /**
   * Makes this thread the last that uses the connection, and cancels the statement of another.
   *
   * @return false if the other did not leave the connection in time
   */
  boolean takeOver(Duration patience) {
    last = Thread.currentThread();
    try {
      for (long waited = 0; waited < patience.toMillis(); waited += STEP_MILLIS) {
        cancel(running); // again and again: the other may just be about to start one
        if (lock.tryLock(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void cancel(Statement statement) {
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) {
      LOG.debug("the statement was over before it could be cancelled", e);
    }
  }
}
