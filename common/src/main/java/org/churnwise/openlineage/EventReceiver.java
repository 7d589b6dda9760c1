package org.churnwise.openlineage;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.churnwise.config.OpenLineageSettings;
import org.churnwise.error.ChurnException;

/**
 * Posts events in their order, by a thread of its own, so that the run never waits for the
 * receiver. After three failures in a row the rest of the run's events stay away from it. A
 * redirect is not followed: it would carry the key to a host that is not configured.
 */
final class EventReceiver implements EventSink {
  private static final int PATIENCE = 3;

  private final OpenLineageSettings settings;
  private final URI endpoint;
  private final Losses losses;
  private final HttpClient http;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(EventReceiver::daemon);
  private int failuresInARow;

  EventReceiver(OpenLineageSettings settings) {
    this.settings = settings;
    this.endpoint = settings.endpoint();
    this.losses = new Losses(endpoint.toString());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "churnwise-openlineage");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void take(String event) {
    if (!thread.isShutdown()) {
      thread.execute(() -> post(event));
    }
  }

  private void post(String event) {
    Optional<String> failure =
        failuresInARow < PATIENCE ? failure(event) : Optional.of("it had failed before");
    if (failure.isEmpty()) {
      failuresInARow = 0;
      losses.sent();
    } else {
      failuresInARow++;
      losses.lost(failure.get());
    }
  }

  private Optional<String> failure(String event) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(endpoint)
              .timeout(settings.timeout())
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(BodyPublishers.ofString(event, StandardCharsets.UTF_8));
      settings.apiKey().reveal().ifPresent(key -> request.header("Authorization", "Bearer " + key));
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("status " + status);
    } catch (HttpTimeoutException e) {
      return Optional.of(
          "no response within %d s (openlineage.timeout-seconds)"
              .formatted(settings.timeout().toSeconds()));
    } catch (ConnectException e) {
      return Optional.of("cannot connect");
    } catch (IOException e) {
      return Optional.of("connection failed (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the run ended before it responded");
    } catch (ChurnException e) {
      return Optional.of(e.getMessage()); // the file of the key
    } catch (IllegalArgumentException e) {
      return Optional.of("the key of the receiver holds a character that no header may hold");
    }
  }

  @Override
  public Optional<String> close(Duration patience) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow().forEach(waiting -> losses.lost("the run ended before it responded"));
        thread.awaitTermination(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return losses.spoken();
  }
}
