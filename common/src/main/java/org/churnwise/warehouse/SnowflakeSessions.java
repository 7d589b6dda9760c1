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
 * The session that statements run in, reopened when a read finds it lost. A statement that writes
 * is sent only once: after a lost connection nobody knows whether it has worked.
 */
final class SnowflakeSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnowflakeSessions.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** A lost session cannot be closed properly, and its driver would try for a long time. */
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

  /** Uses the schema in this session and all later ones. */
  void useSchema() {
    use(current);
    schemaUsed = true;
  }

  /** One more session in the same schema; the caller closes it. */
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
   * allow. Opening the session is part of an attempt: an outage may outlast one. Within a
   * transaction nothing is retried, since the transaction is lost with the connection.
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
      LOG.debug("left a lost session to time out", e);
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
      // The driver waits between its attempts, and fails if the timeout leaves no time for that.
      LOG.warn("left a lost session to time out", e);
    }
  }
}
