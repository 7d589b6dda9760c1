package org.churnwise.notification;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.churnwise.config.Secret;
import org.churnwise.config.WebhookSettings;
import org.churnwise.error.ChurnException;

/**
 * Posts a message as JSON. The body is signed with HMAC-SHA256 (RFC 2104), as hexadecimal digits in
 * the header {@value #SIGNATURE}, if there is a key. A redirect is not followed: it would carry the
 * message to a host that is not configured.
 */
final class WebhookChannel implements Channel {
  static final String SIGNATURE = "X-Churnwise-Signature";
  static final String KEY = "Idempotency-Key";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int TIMEOUT = 408;

  private final WebhookSettings settings;
  private final Duration timeout;
  private final HttpClient http;

  WebhookChannel(WebhookSettings settings, Duration timeout) {
    this.settings = settings;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public void send(AlertMessage message) throws SendFailure {
    URI address = address();
    byte[] body = MessageJson.of(message).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "churnwise")
            .header(KEY, message.key());
    key().ifPresent(key -> request.header(SIGNATURE, "sha256=" + signature(key, body)));
    requireTaken(address, response(address, request.build()));
  }

  private URI address() throws SendFailure {
    String url =
        revealed(settings.url())
            .orElseThrow(
                () ->
                    SendFailure.lasting(
                        "no address; set the environment variable %s, or alerts.webhook-url-file to a file that holds it"
                            .formatted(WebhookSettings.URL),
                        null));
    try {
      URI address = URI.create(url);
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // refused below, without the message, which would tell the secret
    }
    throw SendFailure.lasting(
        "%s, or the file that alerts.webhook-url-file names, holds no address that begins with https://"
            .formatted(WebhookSettings.URL),
        null);
  }

  private Optional<String> key() throws SendFailure {
    return revealed(settings.secret());
  }

  private static Optional<String> revealed(Secret secret) throws SendFailure {
    try {
      return secret.reveal();
    } catch (ChurnException e) {
      throw SendFailure.lasting(e.getMessage(), e);
    }
  }

  /** The signature of a body: lower-case hexadecimal digits. */
  static String signature(String key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<Void> response(URI address, HttpRequest request) throws SendFailure {
    // The client's own timeout covers only the header of the response; this one all of it.
    CompletableFuture<HttpResponse<Void>> response =
        http.sendAsync(request, BodyHandlers.discarding());
    try {
      return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw SendFailure.passing(at(address) + unreachable(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw SendFailure.passing(
          "%sno response within %d s (alerts.timeout-seconds)"
              .formatted(at(address), timeout.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SendFailure.lasting(at(address) + "interrupted", e);
    } finally {
      response.cancel(true);
    }
  }

  /** The host alone: the path may be the secret. */
  private static String at(URI address) {
    return address.getHost() + ": ";
  }

  private static String unreachable(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "host not found";
      }
    }
    return cause instanceof ConnectException
        ? "cannot connect"
        : "connection failed (" + cause.getClass().getSimpleName() + ")";
  }

  private static void requireTaken(URI address, HttpResponse<Void> response) throws SendFailure {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String what = at(address) + "status " + status;
    if (status == TOO_MANY || status == 503) {
      Optional<Duration> wait =
          response.headers().firstValue("Retry-After").flatMap(WebhookChannel::seconds);
      if (wait.isPresent()) {
        throw SendFailure.passing(what, wait.get());
      }
    }
    if (status / 100 == 5 || status == TOO_MANY || status == TIMEOUT || status == TOO_EARLY) {
      throw SendFailure.passing(what, (Throwable) null);
    }
    throw SendFailure.lasting(
        what + ", so the receiver refuses messages; check the address and what it accepts", null);
  }

  private static Optional<Duration> seconds(String header) {
    return header.matches("[0-9]{1,4}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : Optional.empty(); // a date, of which no receiver of messages is known
  }
}
