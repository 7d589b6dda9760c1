package org.churnwise.snowflake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.churnwise.python.PythonEnvironment;
import org.opentest4j.TestAbortedException;

/**
 * The local Snowflake server of {@code src/test/snowflake}: a child process on a free loopback
 * port, which keeps its data in memory. It takes any user and password. One server serves all tests
 * of a JVM; {@link #newDatabase} keeps them apart.
 *
 * <p>Without a Python that can run it, tests that ask for it are reported as skipped, or as failed
 * with the system property {@code snowflake.local=required}. The server's own messages are in
 * {@code target/snowflake-server.log}.
 */
public final class LocalSnowflake {
  private static final String ACCOUNT = "local";
  private static final long LONGEST_START_SECONDS = 120;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final Path FOLDER = Path.of("src/test/snowflake").toAbsolutePath();

  private static LocalSnowflake shared;
  private static TestAbortedException skipped;

  /** Kept in reach: the server ends when its standard input does. */
  private final Process process;

  private final StatementLog statements;
  private final Path held;
  private final int port;

  private LocalSnowflake(PythonEnvironment python) throws IOException {
    Path log = Files.createTempFile(Path.of("target").toAbsolutePath(), "statements", ".jsonl");
    statements = new StatementLog(log);
    held = Path.of(log + ".held");
    process =
        new ProcessBuilder(
                python.program("python").toString(),
                "-B",
                "server.py",
                "--statements",
                log.toString(),
                "--hold",
                held.toString(),
                "--sentiment",
                new SentimentEndpoint().url(),
                "--stop-with-stdin")
            .directory(FOLDER.toFile())
            .redirectError(Path.of("target/snowflake-server.log").toFile())
            .start();
    port = portOf(process);
  }

  /** The server of this JVM, started by whoever asks first; skips or fails the test without one. */
  public static synchronized LocalSnowflake shared() {
    if (skipped != null) {
      throw skipped;
    }
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static LocalSnowflake start() {
    try {
      // It ends with this JVM, by its standard input, and so after Spark's own shutdown hook, which
      // closes the sessions of the connector: without a server each of them would wait and retry.
      return new LocalSnowflake(PythonEnvironment.of(FOLDER.resolve("requirements.txt")));
    } catch (TestAbortedException e) {
      skipped = e; // the next test need not try again
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The port is the first line that the server prints, once it listens. */
  private static int portOf(Process process) {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(() -> firstLine(process.inputReader(StandardCharsets.UTF_8)));
    try {
      return Integer.parseInt(line.get(LONGEST_START_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException | NumberFormatException e) {
      process.destroyForcibly();
      throw new IllegalStateException("does not start, see target/snowflake-server.log", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String firstLine(BufferedReader output) {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The account identifier that goes with the address. */
  public String account() {
    return ACCOUNT;
  }

  /** A database that nobody else uses, with the schema given. */
  public String newDatabase(String schema) {
    String database = "TEST_" + DATABASES.incrementAndGet();
    run("create database " + database, "create schema if not exists " + database + "." + schema);
    return database;
  }

  /** Drops a database and with it all that it holds. */
  public void drop(String database) {
    run("drop database if exists " + database);
  }

  private void run(String... statements) {
    try (Connection connection = connect(Map.of());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A session by the driver alone, past all code of the product.
   *
   * @param properties of the driver, as {@code db} and {@code schema}; they win over those that
   *     reach this server
   */
  public Connection connect(Map<String, String> properties) throws SQLException {
    Properties all = new Properties();
    all.putAll(
        Map.of(
            "account", ACCOUNT,
            "user", "tester",
            "password", "any",
            "ssl", "off",
            "TIMEZONE", "UTC",
            "CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED", "false"));
    all.putAll(properties);
    return DriverManager.getConnection("jdbc:snowflake://" + address() + "/", all);
  }

  /** What was sent to the server by sessions in this database, in order; failed statements too. */
  public List<SentStatement> sent(String database) {
    return statements.read().stream()
        .filter(statement -> statement.database().equalsIgnoreCase(database))
        .toList();
  }

  /** Keeps a statement from running, see {@link HeldStatement}. */
  public HeldStatement hold(String start) {
    return HeldStatement.of(held, start);
  }
}
