package org.churnwise.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.churnwise.error.ChurnException;

/**
 * A value that must not leak: its text form is a mask. It comes from the environment or a file,
 * never from the settings, and a file is read at each use, so that a rotated secret takes effect.
 */
public final class Secret {
  private static final Secret NONE = new Secret("", null, "");

  private final String value;
  private final String file;
  private final String key;

  private Secret(String value, String file, String key) {
    this.value = value;
    this.file = file;
    this.key = key;
  }

  /** A secret given by value; null or blank means no secret. */
  public static Secret of(String value) {
    return value == null || value.isBlank() ? NONE : new Secret(value, null, "");
  }

  /** The secret in a file that a key of the settings names; an empty path means no secret. */
  static Secret inFile(String key, String file) {
    return file.isEmpty() ? NONE : new Secret("", file, key);
  }

  /**
   * The secret without surrounding white space; empty if there is none.
   *
   * @throws ChurnException (usage) naming key and path if the file cannot be read or is empty
   */
  public Optional<String> reveal() {
    if (file == null) {
      return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
    String text = read();
    if (text.isEmpty()) {
      throw ChurnException.usage("%s = %s is an empty file".formatted(key, file));
    }
    return Optional.of(text);
  }

  private String read() {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException | IllegalArgumentException e) {
      throw ChurnException.usage(
          "%s = %s cannot be read (%s); name a readable text file"
              .formatted(key, file, e.getClass().getSimpleName()));
    }
  }

  @Override
  public String toString() {
    return SecretNames.MASK;
  }
}
