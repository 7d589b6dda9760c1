package org.churnwise.snowflake;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one user of the local server, and the credentials that it takes; it reads them at each login.
 */
public final class LocalUsers {
  static final String USER = "tester";
  static final String PASSWORD = "any";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, List<String>> credentials = new TreeMap<>();

  LocalUsers(Path file) throws IOException {
    this.file = file;
    acceptPassword(PASSWORD);
  }

  Path file() {
    return file;
  }

  /** Takes a password too. */
  public void acceptPassword(String password) throws IOException {
    accept("passwords", password);
  }

  /** Takes a programmatic access token. */
  void acceptAccessToken(String token) throws IOException {
    accept("access_tokens", token);
  }

  /** Takes an OAuth token. */
  void acceptOauthToken(String token) throws IOException {
    accept("oauth_tokens", token);
  }

  /** Refuses an OAuth token from now on, because it has expired. */
  void endOauthToken(String token) throws IOException {
    accept("ended_oauth_tokens", token);
  }

  /** Takes the token of a browser's login. */
  void acceptIdToken(String token) throws IOException {
    accept("id_tokens", token);
  }

  /** Takes what the private key of this one has signed. */
  void acceptKey(PublicKey key) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    accept("public_keys", "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
  }

  private synchronized void accept(String kind, String credential) throws IOException {
    credentials.computeIfAbsent(kind, none -> new ArrayList<>()).add(credential);
    Path next = Path.of(file + ".next");
    Files.writeString(
        next, JSON.writeValueAsString(Map.of(USER.toUpperCase(Locale.ROOT), credentials)));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
