package org.churnwise.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.util.ShutdownHookManager;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.testkit.TestProcess;
import org.opentest4j.TestAbortedException;

/**
 * The local Snowflake server of {@code src/test/snowflake}: a child process on a free loopback
 * port, which keeps its data in memory. It takes any user and password. One server serves all tests
 * of a JVM; {@link #newDatabase} keeps them apart.
 *
 * <p>Without a Python that can run it, tests that ask for it are reported as skipped, or as failed
 * with the system property {@code snowflake.local=required}. The server's own messages are in
 * snowflake-server.log beside the log of the tests.
 */
public final class LocalSnowflake {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "local";
  private static final long LONGEST_START_SECONDS = 120;
  private static final long LONGEST_END_SECONDS = 20;

  /** Spark's hook closes the sessions of the connector: without a server they wait and retry. */
  private static final int AFTER_SPARK = 0;

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final Path FOLDER = Path.of("src/test/snowflake").toAbsolutePath();
  private static final Path SERVER_LOG = TestProcess.logs().resolve("snowflake-server.log");

  private static LocalSnowflake shared;
  private static TestAbortedException skipped;

  /** Ends with its standard input too, should this JVM be killed. */
  private final Process process;

  private final StatementLog statements;
  private final Path held;
  private final Path functions;
  private final Path sentTexts;
  private final int port;

  private LocalSnowflake(PythonEnvironment python) throws IOException {
    Path log = Files.createTempFile(TestProcess.logs(), "statements", ".jsonl");
    statements = new StatementLog(log);
    held = Path.of(log + ".held");
    functions = Path.of(log + ".functions");
    sentTexts = Path.of(log + ".texts");
    process =
        new ProcessBuilder(
                python.program("python").toString(),
                "server.py",
                "--statements",
                log.toString(),
                "--hold",
                held.toString(),
                "--sentiment",
                new SentimentEndpoint().url(),
                "--functions-of-databases",
                functions.toString(),
                "--sent-texts",
                sentTexts.toString(),
                "--stop-with-stdin")
            .directory(FOLDER.toFile())
            .redirectError(SERVER_LOG.toFile())
            .start();
    ShutdownHookManager.get().addShutdownHook(this::end, AFTER_SPARK);
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
      return new LocalSnowflake(PythonEnvironment.of(FOLDER.resolve("requirements.txt")));
    } catch (TestAbortedException e) {
      skipped = e; // the next test need not try again
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Ends it with this JVM, which waits for that: the time of a process counts for the parent that
   * has seen its end.
   */
  private void end() {
    process.destroy();
    try {
      process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
      throw new IllegalStateException("does not start, see " + SERVER_LOG, e);
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

  /**
   * Gives a database functions for the sentiment of a text; before that it has that of an old
   * account, SNOWFLAKE.CORTEX.SENTIMENT.
   *
   * @param names separated by commas: ai_sentiment, cortex
   */
  public synchronized void functions(String database, String names) {
    try {
      ObjectNode all =
          Files.exists(functions)
              ? (ObjectNode) JSON.readTree(functions.toFile())
              : JSON.createObjectNode();
      all.put(database.toUpperCase(Locale.ROOT), names);
      Path next = Path.of(functions + ".next");
      JSON.writeValue(next.toFile(), all);
      Files.move(next, functions, StandardCopyOption.ATOMIC_MOVE); // the server reads it whole
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every text that was sent to a function, in order, as often as it was; of all databases. */
  public List<String> sentTexts(String function) {
    try {
      List<String> texts = new ArrayList<>();
      for (String line : Files.readAllLines(sentTexts)) {
        JsonNode batch = JSON.readTree(line);
        if (batch.get("function").asText().equals(function)) {
          batch.get("texts").forEach(text -> texts.add(text.asText()));
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a statement from running, see {@link HeldStatement}. */
  public HeldStatement hold(String start) {
    return HeldStatement.of(held, start);
  }
}
