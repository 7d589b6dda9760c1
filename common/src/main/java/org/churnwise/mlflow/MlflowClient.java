package org.churnwise.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.churnwise.config.MlflowCredentials;
import org.churnwise.config.MlflowSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.Json;

/**
 * Sends requests to a tracking server through MLflow's REST API 2.0
 * (https://mlflow.org/docs/latest/rest-api.html), and to its artifact proxy. Each costs at most the
 * timeout of the settings. Every failure is a {@link ChurnException} with exit code 1 that names
 * the server and the request, never a secret.
 */
final class MlflowClient {
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
  private static final String FILE = "PUT"; // used for files only
  private static final int LONGEST_REASON = 300;

  private final MlflowSettings settings;
  private final HttpClient http;

  MlflowClient(MlflowSettings settings) {
    this.settings = settings;
    // A redirect is not followed: it would send the credentials to a host that is not configured.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
  }

  /** The server's response to a GET; empty if the resource does not exist. */
  Optional<JsonNode> find(String path, Map<String, String> parameters) {
    HttpResponse<String> response = send("GET", API + path, parameters, BodyPublishers.noBody());
    if (response.statusCode() == 404
        && json(response)
            .map(body -> body.path("error_code").asText())
            .filter("RESOURCE_DOES_NOT_EXIST"::equals)
            .isPresent()) {
      return Optional.empty();
    }
    return Optional.of(body("GET " + path, response));
  }

  JsonNode get(String path, Map<String, String> parameters) {
    return body("GET " + path, send("GET", API + path, parameters, BodyPublishers.noBody()));
  }

  JsonNode post(String path, Map<String, Object> body) {
    return body("POST " + path, send("POST", API + path, Map.of(), publisher(body)));
  }

  void delete(String path, Map<String, Object> body) {
    body("DELETE " + path, send("DELETE", API + path, Map.of(), publisher(body)));
  }

  /**
   * Stores a file through the server's artifact proxy.
   *
   * @param path of the file in the artifact store, with a slash in front
   */
  void put(String path, byte[] content) {
    String escaped = path.replace("%", "%25").replace(" ", "%20");
    requireDone(
        FILE + " " + path,
        send(FILE, ARTIFACTS + escaped, Map.of(), BodyPublishers.ofByteArray(content)));
  }

  /** A failure that a person can act on. */
  ChurnException failure(String what) {
    return failure(what, null);
  }

  private ChurnException failure(String what, Throwable cause) {
    return new ChurnException(
        ExitCode.FAILED, "MLflow at %s: %s".formatted(settings.trackingUri(), what), cause);
  }

  private HttpResponse<String> send(
      String method, String path, Map<String, String> parameters, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path, parameters))
            .method(method, body)
            .header(
                "Content-Type",
                method.equals(FILE) ? "application/octet-stream" : "application/json");
    authorization().ifPresent(value -> request.header("Authorization", value));
    // The client's own timeout covers only the header of the response; this one all of it.
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return response.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(unreachable(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw failure(
          "no response within %d s (mlflow.timeout-seconds)"
              .formatted(settings.timeout().toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("request interrupted", e);
    } finally {
      response.cancel(true);
    }
  }

  private URI address(String path, Map<String, String> parameters) {
    String query =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    return URI.create(
        settings.trackingUri().replaceAll("/+$", "") + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private Optional<String> authorization() {
    MlflowCredentials credentials = settings.credentials();
    Optional<String> user = credentials.username().reveal();
    Optional<String> password = credentials.password().reveal();
    if (user.isPresent() && password.isPresent()) {
      byte[] pair = (user.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return credentials.token().reveal().map(token -> "Bearer " + token);
  }

  private JsonNode body(String request, HttpResponse<String> response) {
    requireDone(request, response);
    return json(response)
        .orElseThrow(
            () ->
                failure(
                    request
                        + " returned no JSON; check that mlflow.tracking-uri is the address of a tracking server"));
  }

  private void requireDone(String request, HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw failure(
          "%s was refused with status %d; set %s and %s, or %s, for a user with write access"
              .formatted(
                  request,
                  status,
                  MlflowCredentials.USERNAME,
                  MlflowCredentials.PASSWORD,
                  MlflowCredentials.TOKEN));
    }
    if (status / 100 != 2) {
      throw failure("%s failed with status %d%s".formatted(request, status, reason(response)));
    }
  }

  private static String reason(HttpResponse<String> response) {
    String message =
        json(response)
            .map(body -> body.path("message").asText())
            .orElse("")
            .replaceAll("\\s+", " ");
    return message.isBlank()
        ? ""
        : ": " + message.substring(0, Math.min(message.length(), LONGEST_REASON));
  }

  private static Optional<JsonNode> json(HttpResponse<String> response) {
    try {
      return Optional.of(Json.mapper().readTree(response.body())).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static BodyPublisher publisher(Map<String, Object> body) {
    try {
      return BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unreachable(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "host not found";
      }
    }
    return cause instanceof ConnectException
        ? "cannot connect"
        : "connection failed (%s: %s)"
            .formatted(cause.getClass().getSimpleName(), cause.getMessage());
  }
}
