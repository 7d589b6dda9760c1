package org.churnwise.notification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.churnwise.warehouse.PrivateFiles;

/** One line of JSON for each message, appended to a file that only its owner may read. */
final class FileChannel implements Channel {
  private final Path file;

  FileChannel(Path file) {
    this.file = file;
  }

  @Override
  public void send(AlertMessage message) throws SendFailure {
    try {
      PrivateFiles.createFolder(file.toAbsolutePath().getParent());
      create();
      Files.write(
          file,
          (MessageJson.of(message) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw SendFailure.lasting(
          "cannot write %s (%s); make it writable, or set alerts.file to another file"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private void create() throws IOException {
    if (Files.notExists(file)) {
      try {
        Files.createFile(file, PrivateFiles.file());
      } catch (FileAlreadyExistsException e) {
        return; // another process was faster
      }
    }
  }
}
