package org.churnwise.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.churnwise.error.ChurnException;

/** The transactions of a session, one after the other. */
final class JdbcTransaction {
  private final JdbcSession session;
  private final Connection connection;
  private final boolean isOfStatements;
  private volatile boolean open;

  /**
   * The transactions of this session.
   *
   * @param isOfStatements whether they begin and end by statements, not by the driver's methods
   */
  JdbcTransaction(JdbcSession session, boolean isOfStatements) {
    this.session = session;
    this.connection = session.connection();
    this.isOfStatements = isOfStatements;
  }

  /** Whether one has begun and not ended. */
  boolean isOpen() {
    return open;
  }

  /**
   * Runs work within one.
   *
   * @param kept whether it is committed at the end; otherwise it is rolled back
   */
  <T> T run(Supplier<T> work, boolean kept) {
    begin();
    try {
      T result = work.get();
      end(kept);
      return result;
    } catch (RuntimeException | Error e) {
      rollback(e);
      throw e;
    }
  }

  /** Begins and notes it in one turn: a thread that takes over must know what it finds. */
  private void begin() {
    session.inTurn(
        "begin",
        () -> {
          if (isOfStatements) {
            session.statement("begin");
          } else {
            connection.setAutoCommit(false);
          }
          open = true;
          return null;
        });
  }

  /** Ends the one that is open. */
  void end(boolean kept) {
    String what = kept ? "commit" : "rollback";
    session.inTurn(
        what,
        () -> {
          try {
            end(what, kept);
          } finally {
            open = false;
          }
          return null;
        });
  }

  private void end(String what, boolean kept) throws SQLException {
    if (isOfStatements) {
      session.statement(what);
      return;
    }
    if (kept) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
  }

  /**
   * The first failure is the one to report: a lost connection cannot roll back either, and a commit
   * that failed has rolled back itself.
   */
  private void rollback(Throwable failure) {
    try {
      end(false);
    } catch (ChurnException e) {
      failure.addSuppressed(e);
      leave(failure);
    }
  }

  /**
   * Else all later transactions would fail too: DuckDB's driver begins none after a commit that
   * failed, and leaves its mode by a commit only.
   */
  private void leave(Throwable failure) {
    if (isOfStatements) {
      return;
    }
    try {
      session.run("begin", "begin");
      session.inTurn(
          "rollback",
          () -> {
            connection.setAutoCommit(true);
            return null;
          });
    } catch (ChurnException e) {
      failure.addSuppressed(e);
    }
  }
}
