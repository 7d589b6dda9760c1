package org.churnwise.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A statement that the local server keeps from running, so that its client can be killed right
 * before it. When it is let go, it fails.
 */
public final class HeldStatement implements AutoCloseable {
  private final Path request;
  private final Path arrived;

  private HeldStatement(Path request) {
    this.request = request;
    this.arrived = Path.of(request + ".arrived");
  }

  /**
   * Asks for the next statement with this start.
   *
   * @param request the file that the server looks for
   */
  static HeldStatement of(Path request, String start) {
    try {
      Path written = Files.writeString(Path.of(request + ".new"), start.toLowerCase(Locale.ROOT));
      Files.move(written, request, StandardCopyOption.ATOMIC_MOVE); // never seen half written
      return new HeldStatement(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it was sent and waits. */
  public boolean waits() {
    return Files.exists(arrived);
  }

  /** Lets it go. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(request);
      Files.deleteIfExists(arrived);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
