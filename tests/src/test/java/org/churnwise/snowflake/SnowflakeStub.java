package org.churnwise.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Plays an account that refuses. These are <b>played replies</b>: the numbers and messages that
 * Snowflake documents for its drivers, given by a small HTTP server on the loopback interface,
 * since the local server accepts every login. They show what the genuine driver and the product
 * make of such a reply, not that an account gives it.
 */
public final class SnowflakeStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUERY =
      "(?s)(\\s|--[^\\n]*\\n)*(select|with|insert|update|delete|merge|copy)\\b.*";
  private static final int DDL = 0x6000;

  private final HttpServer server;
  private final ExecutorService threads;

  private SnowflakeStub(Reply login, Reply query) {
    this(login, query, request -> accepted());
  }

  private SnowflakeStub(Reply login, Reply query, Reply goodbye) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, request -> accepted()));
    server.createContext("/session", exchange -> answer(exchange, goodbye));
    server.createContext(
        "/session/token-request",
        exchange ->
            answer(exchange, request -> refused(390114, "08001", "Master token has expired.")));
    server.createContext("/session/v1/login-request", exchange -> answer(exchange, login));
    server.createContext("/queries/v1/query-request", exchange -> answer(exchange, query));
    server.start();
  }

  /** Login fails: 390100, for an unknown user as for a wrong password. */
  public static SnowflakeStub wrongPassword() {
    return refusingLogin(390100, "Incorrect username or password was specified.");
  }

  /** Login fails: 390189, for a role that does not exist as for one that is not granted. */
  public static SnowflakeStub missingRole(String role) {
    return refusingLogin(
        390189,
        "Role '"
            + role
            + "' specified in the connect string does not exist or not authorized. Contact your"
            + " local system administrator, or attempt to login with another role, e.g. PUBLIC.");
  }

  /** Login fails: 390201, when the client asked to have its defaults validated. */
  public static SnowflakeStub missingDatabase() {
    return refusingLogin(390201, "The requested database does not exist or not authorized.");
  }

  /** Statements that need a virtual warehouse fail: 000606, none is chosen or it is not there. */
  public static SnowflakeStub noWarehouse() {
    return refusingQueries(
        606,
        "57P03",
        "No active warehouse selected in the current session.  Select an active warehouse with the"
            + " 'use warehouse' command.");
  }

  /** Statements that need a virtual warehouse fail: 090073, it is suspended and may not resume. */
  public static SnowflakeStub suspendedWarehouse(String warehouse) {
    return refusingQueries(
        90073,
        "22000",
        "Warehouse '"
            + warehouse
            + "' cannot be resumed because resource monitor 'MONTHLY' has exceeded its quota.");
  }

  /** Loses sessions: a number of the losses for one, and 390114 when its token is to be renewed. */
  static SnowflakeStub losingSessions(SessionLosses losses) {
    return new SnowflakeStub(
        request -> losses.refusesLogin() ? refused(390111, "08001", "Session gone.") : loggedIn(),
        request -> {
          String text = request.path("sqlText").asText();
          return isQuery(text) && losses.takes(text)
              ? refused(losses.refusal(), "08001", "Authentication token has expired.")
              : executed();
        },
        request -> {
          losses.goodbye();
          return accepted();
        });
  }

  /** Takes connections and requests, and never answers. */
  public static SnowflakeStub silent() {
    CountDownLatch never = new CountDownLatch(1);
    Reply nothing =
        request -> {
          never.await();
          return accepted();
        };
    return new SnowflakeStub(nothing, nothing);
  }

  private static SnowflakeStub refusingLogin(int code, String message) {
    Reply refusal = request -> refused(code, "08001", message);
    return new SnowflakeStub(refusal, refusal);
  }

  private static SnowflakeStub refusingQueries(int code, String state, String message) {
    return new SnowflakeStub(
        request -> loggedIn(),
        request ->
            isQuery(request.path("sqlText").asText()) ? refused(code, state, message) : executed());
  }

  private static boolean isQuery(String text) {
    return text.toLowerCase(Locale.ROOT).matches(QUERY);
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is answered to a request; what it throws ends the request without an answer. */
  private interface Reply {
    JsonNode to(JsonNode request) throws InterruptedException;
  }

  private void answer(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      byte[] answer = JSON.writeValueAsBytes(reply.to(request(exchange)));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode request(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = exchange.getRequestBody()) {
      return JSON.readTree(packed ? new GZIPInputStream(body) : body);
    }
  }

  private static ObjectNode accepted() {
    ObjectNode reply = JSON.createObjectNode().put("success", true);
    reply.putObject("data");
    return reply;
  }

  private static ObjectNode loggedIn() {
    ObjectNode reply = accepted();
    ObjectNode data = (ObjectNode) reply.get("data");
    data.put("token", "token").put("masterToken", "master").put("serverVersion", "9.99.0");
    data.putArray("parameters").addObject().put("name", "AUTOCOMMIT").put("value", true);
    data.putObject("sessionInfo");
    return reply;
  }

  private static ObjectNode executed() {
    ObjectNode reply = accepted();
    ObjectNode data = (ObjectNode) reply.get("data");
    data.put("queryId", "played").put("statementTypeId", DDL).put("total", 0).put("returned", 0);
    data.put("queryResultFormat", "json");
    data.putArray("rowtype");
    data.putArray("rowset");
    data.putArray("parameters");
    return reply;
  }

  private static ObjectNode refused(int code, String state, String message) {
    ObjectNode reply = JSON.createObjectNode().put("success", false).put("message", message);
    reply.put("code", String.format(Locale.ROOT, "%06d", code));
    reply.putObject("data").put("errorCode", reply.get("code").asText()).put("sqlState", state);
    return reply;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
