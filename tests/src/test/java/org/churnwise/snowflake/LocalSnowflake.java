package org.churnwise.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.stream.StreamSupport;
import org.apache.hadoop.util.ShutdownHookManager;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.testkit.MadeOnce;
import org.churnwise.testkit.TestProcess;
import org.opentest4j.TestAbortedException;

/**
 * The local Snowflake server of {@code src/test/snowflake}: a child process on a free loopback
 * port, which keeps its data in memory. One server serves all tests of a JVM; {@link #newDatabase}
 * keeps them apart. Who may log in, and with what, is in {@link #users}.
 *
 * <p>Without a Python that can run it, tests that ask for it are reported as skipped, or as failed
 * with the system property {@code snowflake.local=required}. The server's own messages are in
 * snowflake-server.log beside the log of the tests.
 */
public final class LocalSnowflake {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final String ACCOUNT = "local";

  /** Whose sessions begin with {@link #ODD_PARAMETERS}. */
  static final String ODD_ACCOUNT = "odd";

  private static final String ODD_PARAMETERS =
      """
      {"odd": {
        "AUTOCOMMIT": false,
        "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD": 1,
        "DATE_INPUT_FORMAT": "DD/MM/YYYY",
        "DATE_OUTPUT_FORMAT": "DD-MON-YYYY",
        "DEFAULT_DDL_COLLATION": "en-ci",
        "ROWS_PER_RESULTSET": 1,
        "TIMESTAMP_INPUT_FORMAT": "DD/MM/YYYY HH24:MI",
        "TIMESTAMP_NTZ_OUTPUT_FORMAT": "HH12:MI AM DD/MM/YY",
        "TIMESTAMP_OUTPUT_FORMAT": "HH12:MI AM DD/MM/YY",
        "TIMESTAMP_TYPE_MAPPING": "TIMESTAMP_LTZ",
        "TIMEZONE": "Asia/Kolkata"
      }}
      """;

  private static final long LONGEST_START_SECONDS = 120;
  private static final long LONGEST_END_SECONDS = 20;

  /** Spark's hook closes the sessions of the connector: without a server they wait and retry. */
  private static final int AFTER_SPARK = 0;

  private static final String OWN_DATABASE = "OF_THE_TESTS";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final Path FOLDER = Path.of("src/test/snowflake").toAbsolutePath();
  private static final Path SERVER_LOG = TestProcess.logs().resolve("snowflake-server.log");

  private static LocalSnowflake shared;
  private static TestAbortedException skipped;

  /** Ends with its standard input too, should this JVM be killed. */
  private final Process process;

  private final StatementLog statements;
  private final Path held;
  private final LocalUsers users;
  private final Path functions;
  private final Path sentTexts;
  private final int port;

  /** Creates and drops databases; null before the first. */
  private Connection administrator;

  private LocalSnowflake(PythonEnvironment python) throws IOException {
    Path log = Files.createTempFile(TestProcess.logs(), "statements", ".jsonl");
    statements = new StatementLog(log);
    held = Path.of(log + ".held");
    users = new LocalUsers(Path.of(log + ".users"));
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
                "--users",
                users.file().toString(),
                "--sentiment",
                new SentimentEndpoint().url(),
                "--account-parameters",
                ODD_PARAMETERS,
                "--functions-of-databases",
                functions.toString(),
                "--sent-texts",
                sentTexts.toString(),
                "--kept",
                MadeOnce.cache().resolve("snowflake-translations").toString(),
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

  /** The credentials that it takes. */
  public LocalUsers users() {
    return users;
  }

  /** The authenticators of the logins to a database so far, in order. */
  public List<String> logins(String database) {
    try {
      JsonNode made = JSON.readTree(send(control("logins/" + database).GET())).get("logins");
      return StreamSupport.stream(made.spliterator(), false).map(JsonNode::asText).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** By one session for all databases: a login costs more than they do. */
  private synchronized void run(String... statements) {
    try {
      if (administrator == null) {
        administrator = connect(Map.of());
        execute("create database " + OWN_DATABASE);
      }
      execute(statements);
      execute("use database " + OWN_DATABASE); // nothing that it sends is of a test
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = administrator.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
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
            "account",
            ACCOUNT,
            "user",
            LocalUsers.USER,
            "password",
            LocalUsers.PASSWORD,
            "ssl",
            "off",
            "TIMEZONE",
            "UTC",
            "CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED",
            "false"));
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
   * Ends the session of the next statement of a database that begins so and has this in its query
   * tag, before the statement runs; several of a database one after the other.
   *
   * @param code the number with which the session is refused from then on
   */
  public void endSession(String database, String sql, String tag, int code) {
    post(Map.of("database", database, "sql", sql, "tag", tag, "code", code));
  }

  /** Ends all sessions of a database now. */
  public void endSessions(String database, int code) {
    post(Map.of("database", database, "code", code));
  }

  /** How many of the ends asked for have not come yet. */
  public int endsToCome(String database) {
    try {
      return JSON.readTree(send(control("endings/" + database).GET())).get("waiting").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private void post(Map<String, Object> ending) {
    try {
      send(control("endings").POST(BodyPublishers.ofString(JSON.writeValueAsString(ending))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder control(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address() + "/local/" + path));
  }

  private static String send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("the local server answered " + response);
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
