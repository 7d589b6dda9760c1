package org.churnwise.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the statements of the {@code sql/} folder from the class path, once each. */
final class SqlTexts {
  private static final Map<String, String> LOADED = new ConcurrentHashMap<>();

  private SqlTexts() {}

  static String load(String name) {
    return LOADED.computeIfAbsent(name, SqlTexts::read);
  }

  private static String read(String name) {
    try (InputStream in = SqlTexts.class.getResourceAsStream("/sql/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("no statement sql/" + name + ".sql on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
