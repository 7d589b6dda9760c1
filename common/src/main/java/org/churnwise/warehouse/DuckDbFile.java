package org.churnwise.warehouse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sentiment.SentimentScorer;
import org.churnwise.sql.Sql;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a DuckDB file so that it understands the shared dialect: functions that DuckDB lacks are
 * macros of the connection (nothing of them is stored in the user's file), and
 * SNOWFLAKE.CORTEX.SENTIMENT and AI_SENTIMENT resolve to the local scorer.
 *
 * <p>The file is attached to a session in memory under one catalog name, so that a file of any name
 * works, {@code snowflake.duckdb} included.
 */
final class DuckDbFile {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbFile.class);
  private static final String CATALOG = "churn";
  private static final String FRESH = "churn_fresh";
  private static final String LEAST_MEMORY = "64MB";
  private static final String UNFINISHED = "-unfinished";

  /**
   * How large the log grows before a commit writes it into the file, which rewrites parts of it. By
   * default that is 16 MB: a month of 100,000 customers would do it several times.
   */
  private static final String LOG_BYTES = "256MB";

  /**
   * Rows of a row group. An insert of fewer goes through the log, and into the file when the log is
   * written into it; larger ones go there at once. By default that is 122,880: a slice of 100,000
   * customers would be written twice, and read by one thread. Files may hold groups of several
   * sizes.
   */
  private static final String WRITABLE = " (row_group_size 30720)";

  private static final Pattern LOCK_HOLDER = Pattern.compile("PID (\\d+)");

  private DuckDbFile() {}

  /**
   * Opens the file.
   *
   * @param readOnly nobody can write it meanwhile, others may read it
   */
  static JdbcSession open(WarehouseSettings settings, Path spill, Path exchange, boolean readOnly) {
    Path file = settings.path().toAbsolutePath().normalize();
    if (!readOnly) {
      FileStore.createFolder(file.getParent());
    }
    refuseFolder(file);
    JdbcSession session = connect();
    try {
      session.run("settings", "set memory_limit = '" + settings.memoryLimit() + "'");
      session.run("settings", "set threads = " + settings.threads());
      session.run("settings", "set TimeZone = 'UTC'");
      session.run("settings", "set checkpoint_threshold = '" + LOG_BYTES + "'");
      session.run("settings", "set temp_directory = " + EmbeddedWarehouse.quoted(spill));
      attach(session, file, readOnly);
      addDialect(session);
      useIfThere(session, settings.schema());
      if (readOnly) {
        session.run(
            "settings", "set allowed_directories = [" + EmbeddedWarehouse.quoted(exchange) + "]");
        session.run("settings", "set enable_external_access = false"); // no other file
        session.run("settings", "set lock_configuration = true");
      }
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Functions of this connection only; nothing of them is stored in the user's file. */
  private static void addDialect(JdbcSession session) {
    for (String macro : Sql.named("warehouse/duckdb/dialect").text().split(";\\s*\\n")) {
      session.run("warehouse/duckdb/dialect", macro);
    }
  }

  /** Another session on the file that a session has opened, which sees what that has committed. */
  static JdbcSession besides(JdbcSession session, String schema) {
    Connection connection =
        session.inTurn(
            "connect", () -> session.connection().unwrap(DuckDBConnection.class).duplicate());
    JdbcSession another = new JdbcSession(connection, new DuckDbValues(), session.traffic());
    another.run("settings", "set TimeZone = 'UTC'");
    addDialect(another);
    use(another, schema);
    return another;
  }

  /** Uses the schema only if it exists: reading a file must not create one. */
  private static void useIfThere(JdbcSession session, String schema) {
    Sql existing = Sql.named("warehouse/duckdb/existing_schema").with("schema_name", schema);
    if (!session.query(existing).isEmpty()) {
      use(session, schema);
    }
  }

  static void createSchema(JdbcSession session, String schema) {
    session.run("schema", "create schema if not exists " + CATALOG + "." + schema);
    use(session, schema);
  }

  /**
   * Gives memory back that holds what can be read again: whoever takes all rows of a query needs
   * memory of its own for them.
   */
  static void freeMemory(JdbcSession session, WarehouseSettings settings) {
    try {
      session.run("settings", "set memory_limit = '" + LEAST_MEMORY + "'");
    } catch (ChurnException e) {
      LOG.debug("what DuckDB holds is in use", e);
    } finally {
      session.run("settings", "set memory_limit = '" + settings.memoryLimit() + "'");
    }
  }

  private static void use(JdbcSession session, String schema) {
    session.run("schema", "use " + CATALOG + "." + schema);
  }

  /**
   * Refuses a path that cannot be a database.
   *
   * @throws ChurnException (usage) naming the path
   */
  static void refuseUnusable(Path file) {
    if (file.getFileName() == null) {
      throw ChurnException.usage(
          "warehouse.path = %s is the root folder; name a file, for example %s"
              .formatted(file, file.resolve("churn.duckdb")));
    }
    if (file.getParent().toString().contains("?")) {
      // It takes the rest of the path for the query of an address, and puts its log elsewhere.
      throw ChurnException.usage(
          "warehouse.path = %s is in a folder with a ? in its name, in which DuckDB cannot keep its log; name a file in another folder"
              .formatted(file));
    }
    if (File.separatorChar != '\\' && file.toString().indexOf('\\') >= 0) {
      throw ChurnException.usage(
          "warehouse.path = %s is a path with a backslash, which DuckDB reads as a folder separator; name a file without one in its path"
              .formatted(file));
    }
  }

  private static void refuseFolder(Path file) {
    if (Files.isDirectory(file)) {
      throw ChurnException.warehouse(
          "warehouse.path %s is a folder; name a file, for example %s"
              .formatted(file, file.resolve("churn.duckdb")),
          null);
    }
  }

  private static JdbcSession connect() {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      DuckDBFunctions.scalarFunction()
          .withName("local_sentiment")
          .withParameter(String.class)
          .withReturnType(Double.class)
          .withNullInNullOut()
          .withFunction((String text) -> SentimentScorer.sentiment(text))
          .register(connection);
      DuckDBFunctions.scalarFunction()
          .withName("local_overall_sentiment")
          .withParameter(String.class)
          .withReturnType(String.class)
          .withNullInNullOut()
          .withFunction((String text) -> SentimentScorer.overall(text))
          .register(connection);
      return new JdbcSession(connection, new DuckDbValues(), new Traffic());
    } catch (SQLException e) {
      throw ChurnException.warehouse("DuckDB failed to start: " + e.getMessage(), e);
    }
  }

  private static void attach(JdbcSession session, Path file, boolean readOnly) {
    String attach = "attach " + EmbeddedWarehouse.quoted(file) + " as " + CATALOG;
    try {
      session.run("attach " + file, attach + (readOnly ? " (read_only)" : WRITABLE));
    } catch (ChurnException e) {
      String message = e.getMessage();
      if (message.contains("Could not set lock")) {
        Matcher holder = LOCK_HOLDER.matcher(message);
        String who =
            holder.find()
                ? HolderNote.describe(file, Long.parseLong(holder.group(1)))
                : "another process";
        throw new ChurnException(
            ExitCode.LEASE_HELD,
            "database %s is in use by %s; wait for it to end, or stop it, and run this again"
                .formatted(file, who),
            e);
      }
      throw ChurnException.warehouse(
          "cannot open database %s: %s; check the file and its permissions, or set warehouse.path to another file"
              .formatted(file, firstLine(e)),
          e);
    }
  }

  /** Attaches a file of somebody else, to read its tables. */
  static void attachOther(JdbcSession session, String name, Path file) {
    if (!Files.isRegularFile(file)) {
      throw ChurnException.warehouse(
          "database %s does not exist; correct %s in ingest.attach".formatted(file, name), null);
    }
    try {
      session.run(
          "attach " + file,
          "attach if not exists %s as %s (read_only)"
              .formatted(EmbeddedWarehouse.quoted(file.toAbsolutePath()), name));
    } catch (ChurnException e) {
      throw ChurnException.warehouse(
          "cannot open database %s, which ingest.attach names %s: %s; check the file, its permissions, and that no other process writes it, and if a newer DuckDB wrote it, write it again with an older storage_version"
              .formatted(file, name, firstLine(e)),
          e);
    }
  }

  private static String firstLine(ChurnException e) {
    return String.valueOf(e.getCause().getMessage()).lines().findFirst().orElse("unknown reason");
  }

  /**
   * Copies the tables and views of every schema into a new file, which takes the place of the old
   * one at once: DuckDB never overwrites the blocks of deleted rows. A process that is killed
   * leaves the old file or the new one.
   */
  static void writeAnew(JdbcSession session, Path named, String schema) {
    try {
      Path file = named.toRealPath(); // a link stays one
      removeUnfinished(file);
      session.run("write anew", "checkpoint " + CATALOG);
      replace(session, unfinished(file), file);
      attach(session, named, false);
      useIfThere(session, schema);
    } catch (IOException | ChurnException e) {
      throw notWritten(named, e);
    }
  }

  /** Copies all that the file holds, in a file that does not exist. */
  static void copy(JdbcSession session, Path target) {
    session.run("copy", "checkpoint " + CATALOG);
    session.run("copy", "attach " + EmbeddedWarehouse.quoted(target) + " as " + FRESH + WRITABLE);
    try {
      session.run("copy", "copy from database " + CATALOG + " to " + FRESH);
      session.run("copy", "checkpoint " + FRESH);
    } finally {
      session.run("copy", "detach " + FRESH);
    }
  }

  private static void replace(JdbcSession session, Path fresh, Path file) throws IOException {
    try {
      session.run(
          "write anew", "attach " + EmbeddedWarehouse.quoted(fresh) + " as " + FRESH + WRITABLE);
      session.run("write anew", "copy from database " + CATALOG + " to " + FRESH);
      session.run("write anew", "checkpoint " + FRESH);
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      // Attached until it has its name: nobody else opens it meanwhile.
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | ChurnException e) {
      try {
        session.run("write anew", "detach database if exists " + FRESH);
      } finally {
        removeUnfinished(file); // there too if there was no room for its first bytes
      }
      throw e;
    }
    session.run("write anew", "use memory.main"); // a schema of the file may be called memory too
    session.run("write anew", "detach " + CATALOG);
    session.run("write anew", "detach " + FRESH);
  }

  private static ChurnException notWritten(Path file, Exception e) {
    ExitCode code = e instanceof ChurnException known ? known.exitCode() : ExitCode.WAREHOUSE;
    return new ChurnException(
        code,
        "the rows are deleted, but %s could not be written anew, so that its bytes may still hold them: %s; run the command again; if it fails again, move tables that are not Churnwise's to another file"
            .formatted(file, e.getMessage()),
        e);
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Removes what a killed process left; only for the process that holds the database. */
  static void removeUnfinished(Path file) {
    try {
      Path fresh = unfinished(file);
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(fresh.resolveSibling(fresh.getFileName() + ".wal"));
    } catch (IOException e) {
      throw ChurnException.warehouse(
          "cannot remove what a killed process left beside %s: %s".formatted(file, e), e);
    }
  }

  /** Writes the log into a file that can be written, so that no .wal file is left behind. */
  static void detach(JdbcSession session, boolean readOnly) {
    if (!readOnly) {
      session.run("close", "checkpoint " + CATALOG);
    }
    session.run("close", "use memory.main"); // a schema of the file may be called memory too
    session.run("close", "detach " + CATALOG);
  }
}
