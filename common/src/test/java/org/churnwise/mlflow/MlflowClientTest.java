package org.churnwise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.churnwise.config.MlflowSettings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server on loopback that answers every request alike, and some that do not answer. */
class MlflowClientTest {
  private static final Map<String, String> USER =
      Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", "hunter2");
  private static final Map<String, String> TOKEN = Map.of("MLFLOW_TRACKING_TOKEN", "hunter2");

  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private MlflowClient client(Map<String, String> environment) {
    return client("http://127.0.0.1:" + server.getAddress().getPort(), environment);
  }

  private static MlflowClient client(String address, Map<String, String> environment) {
    MlflowSettings settings =
        SettingsLoader.load(
                new SettingsSources(
                    Optional.empty(),
                    Optional.empty(),
                    List.of("mlflow.tracking-uri=" + address, "mlflow.timeout-seconds=1"),
                    environment))
            .mlflow();
    return new MlflowClient(settings);
  }

  private static String failure(MlflowClient client) {
    ChurnException failure =
        assertThrows(ChurnException.class, () -> client.get("runs/get", Map.of()));
    assertEquals(ExitCode.FAILED, failure.exitCode());
    return failure.getMessage();
  }

  @Test
  void parametersAreEscapedBelowThePathOfTheServer() {
    client("http://127.0.0.1:" + server.getAddress().getPort() + "/team/", Map.of())
        .get("runs/get", Map.of("filter", "name='a&b'"));
    assertEquals(List.of("GET /team/api/2.0/mlflow/runs/get?filter=name%3D%27a%26b%27"), asked);
  }

  @Test
  void userAndPasswordWinOverAToken() {
    client(USER).get("runs/get", Map.of());
    client(TOKEN).get("runs/get", Map.of());
    client(Map.of()).get("runs/get", Map.of());
    // base64 of ann:hunter2
    assertEquals(List.of("Basic YW5uOmh1bnRlcjI=", "Bearer hunter2", "null"), authorizations);
  }

  @Test
  void aRefusalNamesTheVariablesAndNoSecret() {
    status = 401;
    answer = "hunter2 is wrong";
    String message = failure(client(TOKEN));
    assertTrue(
        message.contains(
            ": GET runs/get was refused with status 401; set MLFLOW_TRACKING_USERNAME"));
    assertFalse(message.contains("hunter2"), message);
  }

  @Test
  void credentialsFollowNoRedirect() {
    status = 302;
    assertTrue(failure(client(TOKEN)).endsWith(": GET runs/get failed with status 302"));
    assertEquals(List.of("GET /api/2.0/mlflow/runs/get"), asked);
  }

  @Test
  void theMessageOfTheServerIsReportedInOneLine() {
    status = 500;
    answer = "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"disk\\n  full\"}";
    assertTrue(
        failure(client(Map.of())).endsWith(": GET runs/get failed with status 500: disk full"));
  }

  @Test
  void aPageOfAnotherServerIsNoAnswer() {
    answer = "<html>hello</html>";
    assertTrue(
        failure(client(Map.of()))
            .endsWith(
                ": GET runs/get returned no JSON; check that mlflow.tracking-uri is the address of a tracking server"));
  }

  @Test
  void whatTheServerDoesNotKnowIsEmptyAndAnyOther404AFailure() {
    status = 404;
    answer = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";
    assertEquals(Optional.empty(), client(Map.of()).find("runs/get", Map.of()));
    answer = "{\"error_code\": \"ENDPOINT_NOT_FOUND\"}";
    assertThrows(ChurnException.class, () -> client(Map.of()).find("runs/get", Map.of()));
  }

  @Test
  void aServerThatTakesTheConnectionAndIsSilentCostsTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + silent.getLocalPort();
      assertTimeout(client(address, Map.of()));
    }
  }

  @Test
  void aServerThatNeverEndsItsAnswerCostsTheTimeout() throws IOException {
    try (ServerSocket slow = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> beginAnAnswer(slow));
      thread.setDaemon(true);
      thread.start();
      assertTimeout(client("http://127.0.0.1:" + slow.getLocalPort(), Map.of()));
    }
  }

  private static void beginAnAnswer(ServerSocket slow) {
    try {
      Socket connection = slow.accept(); // left open until the test ends
      OutputStream out = connection.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTimeout(MlflowClient client) {
    long start = System.nanoTime();
    assertTrue(failure(client).endsWith(": no response within 1 s (mlflow.timeout-seconds)"));
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(waited.toMillis() < TimeUnit.SECONDS.toMillis(5), waited::toString);
  }

  @Test
  void aPortThatNobodyListensToFailsAtOnce() {
    int port = server.getAddress().getPort();
    server.stop(0);
    String address = "http://127.0.0.1:" + port;
    assertEquals("MLflow at " + address + ": cannot connect", failure(client(address, Map.of())));
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    String message = failure(client("http://nowhere.invalid:5000", Map.of()));
    assertEquals("MLflow at http://nowhere.invalid:5000: host not found", message);
  }
}
