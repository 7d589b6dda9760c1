package org.churnwise.openlineage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Appends events to a file, a line each, so that one that was written survives the process. */
final class EventFile implements EventSink {
  private final Path file;
  private final Losses losses;

  EventFile(Path file) {
    this.file = file;
    this.losses = new Losses(file.toString());
  }

  @Override
  public synchronized void take(String event) {
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.writeString(
          file,
          event + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      losses.sent();
    } catch (IOException e) {
      losses.lost(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  @Override
  public Optional<String> close(Duration patience) {
    return losses.spoken();
  }
}
