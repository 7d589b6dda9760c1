package org.churnwise.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.churnwise.endtoend.Outcome;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.submitting.ServerProcess;

/**
 * {@code mlflow server} of PyPI on a free loopback port, with an SQLite file and its own artifact
 * store in a folder; asked here past all code of the product. It does not run until it is started.
 */
final class MlflowServer implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("src", "test", "mlflow").toAbsolutePath();
  private static final Pattern LISTENS = Pattern.compile("Uvicorn running on");

  private final PythonEnvironment python;
  private final Path folder;
  private final int port;
  private ServerProcess process;

  private MlflowServer(PythonEnvironment python, Path folder, int port) {
    this.python = python;
    this.folder = folder;
    this.port = port;
  }

  /** A server with nothing in it; skips or fails the test where Python or PyPI is out of reach. */
  static MlflowServer in(Path folder) throws Exception {
    PythonEnvironment python = PythonEnvironment.of(SCRIPTS.resolve("requirements.txt"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new MlflowServer(python, Files.createDirectories(folder), free.getLocalPort());
    }
  }

  void start() throws IOException, InterruptedException {
    ProcessBuilder command =
        program(
            "mlflow",
            List.of(
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///mlflow.db",
                "--serve-artifacts",
                "--artifacts-destination",
                folder.resolve("artifacts").toString()));
    process = ServerProcess.start(command, folder.resolve("server.log"));
    process.await(LISTENS);
  }

  private ProcessBuilder program(String name, List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(python.program(name).toString());
    builder.command().addAll(arguments);
    builder.directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("MLFLOW_"));
    environment.put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false"); // a process less
    environment.put("MLFLOW_DISABLE_TELEMETRY", "true");
    environment.put("MLFLOW_TRACKING_URI", url());
    return builder;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** A GET of the REST API; parameters as name, value, name, value. */
  JsonNode get(String path, String... parameters) throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? "?" : "&").append(parameters[i]).append("=");
      query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return json(HttpRequest.newBuilder(URI.create(url() + "/api/2.0/mlflow/" + path + query)));
  }

  /** A POST of the REST API. */
  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(
        HttpRequest.newBuilder(URI.create(url() + "/api/2.0/mlflow/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer::body);
    return new ObjectMapper().readTree(answer.body());
  }

  /** The bytes of a file of a run. */
  byte[] artifact(String artifactUri, String name) throws IOException {
    return Files.readAllBytes(
        folder
            .resolve("artifacts")
            .resolve(artifactUri.replace("mlflow-artifacts:/", ""))
            .resolve(name));
  }

  /** What a script of this folder prints for lines on its standard input. */
  JsonNode run(String script, String argument, Path input)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process running =
        program("python", List.of(SCRIPTS.resolve(script).toString(), argument))
            .redirectInput(input.toFile())
            .redirectError(errors.toFile())
            .start();
    String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(running.waitFor(), printed, Files.readString(errors))
        .requireDone()
        .jsonOfScript();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
