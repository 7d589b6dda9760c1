package org.churnwise.warehouse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.churnwise.config.SnowflakeSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that statements run in, opened anew when a read finds it lost. A statement that
 * writes is sent once, whatever becomes of it: nobody knows whether a lost one has worked.
 */
final class SnowflakeSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnowflakeSessions.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** A session that is lost cannot say goodbye, and its driver would try to for long. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final SnowflakeLogin login;
  private final int retries;
  private final String schema;
  private WorkLabel label = WorkLabel.of("");
  private JdbcSession current;
  private boolean schemaUsed;
  private boolean lost;

  /** Logs in. */
  SnowflakeSessions(SnowflakeLogin login, SnowflakeSettings account, String schema) {
    this.login = login;
    this.retries = account.retries();
    this.schema = schema;
    this.current = login.open(label);
  }

  JdbcSession current() {
    return current;
  }

  WorkLabel label() {
    return label;
  }

  void label(WorkLabel next) {
    if (!next.runId().equals(label.runId())) {
      String tag = SnowflakeWarehouse.literal(login.tag(WorkLabel.of(next.runId())));
      current.run("query tag", "alter session set query_tag = " + tag);
    }
    label = next;
    current.tag(login.tag(next));
  }

  /** Makes the schema the one of this session and of all that follow. */
  void useSchema() {
    use(current);
    schemaUsed = true;
  }

  /** One more session in the same schema; whoever asks closes it. */
  JdbcSession another() {
    JdbcSession opened = login.open(label);
    opened.tag(login.tag(label));
    try {
      if (schemaUsed) {
        use(opened);
      }
      return opened;
    } catch (ChurnException e) {
      leave(opened);
      throw e;
    }
  }

  private void use(JdbcSession session) {
    session.run("use schema " + schema, "use schema " + schema);
  }

  /**
   * Reads, and after a lost connection reads again with a new session, as often as the settings
   * say. Opening the session is part of an attempt: an outage may last longer than one. Within a
   * transaction a lost connection has lost the transaction too: nothing to try again.
   */
  <T> T readAgain(String what, Supplier<T> read) {
    for (int attempt = 1; ; attempt++) {
      try {
        reopenIfLost();
        return read.get();
      } catch (ChurnException e) {
        if (current.inTransaction() || !isConnectionLost(e)) {
          throw e;
        }
        lost = true;
        if (attempt > retries) {
          throw e;
        }
        LOG.warn("{}: connection lost, attempt {} follows", what, attempt + 1, e);
        pause(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
      }
    }
  }

  private void reopenIfLost() {
    if (lost && !current.inTransaction()) {
      JdbcSession opened = another();
      leave(current);
      current = opened;
      lost = false;
    }
  }

  List<ResultRow> query(Sql query) {
    return readAgain(query.name(), () -> current.query(query));
  }

  private static void leave(JdbcSession session) {
    try {
      Deadline.close(GOODBYE, session);
    } catch (ChurnException | TimeoutException e) {
      LOG.debug("a lost session was left to the account", e);
    }
  }

  static boolean isConnectionLost(ChurnException e) {
    return e.getCause() instanceof SQLException failure
        && SnowflakeFailures.isConnectionLost(failure);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChurnException.warehouse("interrupted while waiting for the account", e);
    }
  }

  @Override
  public void close() {
    try {
      current.close();
    } catch (IllegalArgumentException e) {
      // The driver waits between its attempts, and cannot where the timeout leaves it no time.
      LOG.warn("a lost session was left to the account", e);
    }
  }
}
