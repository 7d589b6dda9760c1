package org.churnwise.warehouse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.churnwise.config.SnowflakeSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that statements run in, reopened when it is found lost, as often as the settings
 * allow.
 *
 * <p>A read is sent again after any loss. A write is sent again only if the account has refused it
 * because the session or its token has ended: then it has not run. After a lost connection nobody
 * knows, and the run ends. A transaction ends with its session, so it is run again as a whole.
 */
final class SnowflakeSessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnowflakeSessions.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** A lost session cannot be closed properly, and its driver would try for a long time. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /**
   * An account that does not answer a statement at once does so within 45 seconds. A refusal that
   * comes later may be one of the question whether the statement has ended.
   */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(40);

  private final SnowflakeLogin login;
  private final int retries;
  private final String schema;
  private volatile WorkLabel label = WorkLabel.of("");
  private volatile JdbcSession current;
  private volatile boolean schemaUsed;
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
    boolean isOfAnotherRun = !next.runId().equals(label.runId());
    label = next;
    if (isOfAnotherRun) {
      String tag = SnowflakeWarehouse.literal(login.tag(WorkLabel.of(next.runId())));
      run("query tag", "alter session set query_tag = " + tag);
    }
    current.tag(login.tag(next));
  }

  /** Uses the schema in this session and all later ones. */
  void useSchema() {
    run("use schema " + schema, "use schema " + schema);
    schemaUsed = true;
  }

  /** One more session in the same schema, with the credentials of now; the caller closes it. */
  JdbcSession another() {
    JdbcSession opened = login.open(label);
    opened.tag(login.tag(label));
    try {
      if (schemaUsed) {
        opened.run("use schema " + schema, "use schema " + schema);
      }
      return opened;
    } catch (ChurnException e) {
      leave(opened);
      throw e;
    }
  }

  /**
   * What may be repeated after any loss: a read, or a write of which nothing depends on how often.
   */
  <T> T again(String what, Function<JdbcSession, T> work) {
    return attempt(what, true, work);
  }

  /** What must take effect once: repeated only if it was refused. */
  private <T> T once(String what, Function<JdbcSession, T> work) {
    return attempt(what, false, work);
  }

  /** Within a transaction nothing is repeated: the transaction is lost with its session. */
  private <T> T attempt(String what, boolean repeatable, Function<JdbcSession, T> work) {
    if (current.inTransaction()) {
      return work.apply(current);
    }
    for (int attempt = 1; ; attempt++) {
      boolean sent = false;
      long start = System.nanoTime();
      try {
        reopenIfLost();
        sent = true;
        return work.apply(current);
      } catch (ChurnException e) {
        if (!isConnectionLost(e)) {
          throw e;
        }
        lost = true;
        boolean hasNotRun = !sent || SnowflakeFailures.isSessionEnded(e) && isFirstAnswer(start);
        if (attempt > retries || !(repeatable || hasNotRun)) {
          throw e;
        }
        noteLoss(what, attempt, e);
      }
    }
  }

  private static boolean isFirstAnswer(long start) {
    return System.nanoTime() - start < FIRST_ANSWER.toNanos();
  }

  /**
   * Runs a transaction, and again if the account has ended its session before the commit: then
   * nothing of it has taken effect.
   *
   * @param undone called before the work is run again, to give up what it had learned
   */
  <T> T transaction(Supplier<T> work, Runnable undone) {
    return whole(session -> session.transaction(work), undone);
  }

  <T> T rehearse(Supplier<T> work) {
    return whole(session -> session.rehearse(work), () -> {});
  }

  private <T> T whole(Function<JdbcSession, T> transaction, Runnable undone) {
    for (int attempt = 1; ; attempt++) {
      boolean begun = false;
      try {
        reopenIfLost();
        begun = true;
        return transaction.apply(current);
      } catch (ChurnException e) {
        boolean ended = SnowflakeFailures.isSessionEnded(e);
        lost = lost || ended || isConnectionLost(e);
        if (attempt > retries || !(begun ? ended : lost)) {
          throw e;
        }
        noteLoss("transaction", attempt, e);
        undone.run();
      }
    }
  }

  private void noteLoss(String what, int attempt, ChurnException e) {
    LOG.warn("{}: session lost, attempt {} follows", what, attempt + 1, e);
    pauseBefore(attempt);
  }

  private void reopenIfLost() {
    if (lost && !current.inTransaction()) {
      JdbcSession opened = another();
      leave(current);
      current = opened;
      lost = false;
    }
  }

  void run(String what, String text) {
    once(
        what,
        session -> {
          session.run(what, text);
          return null;
        });
  }

  long execute(Sql statement) {
    return once(statement.name(), session -> session.execute(statement));
  }

  List<ResultRow> query(Sql query) {
    return again(query.name(), session -> session.query(query));
  }

  ShownRows look(String what, Sql.Prepared query, int most) {
    return again(what, session -> session.look(what, query, most));
  }

  void insert(Table table, List<Map<String, Object>> rows) {
    once(
        "insert into " + table.name(),
        session -> {
          session.insert(table, rows);
          return null;
        });
  }

  long insertFrom(Table table, Sql query) {
    return insertFrom(table, query, "");
  }

  long insertFrom(Table table, Sql query, String condition) {
    return once(query.name(), session -> session.insertFrom(table, query, condition));
  }

  long delete(Table table, Map<String, Object> slice) {
    return once("delete from " + table.name(), session -> session.delete(table, slice));
  }

  /** Closes a session that is lost, or gives it up. */
  static void leave(JdbcSession session) {
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

  /** Twice as long before each further attempt. */
  static void pauseBefore(int attempt) {
    try {
      Thread.sleep(FIRST_PAUSE.toMillis() << (attempt - 1));
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
