package org.churnwise.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/** Says why something could not be written: some exceptions hold the path alone. */
final class WriteFailure {
  private static final Map<Class<?>, String> REASONS =
      Map.of(
          NoSuchFileException.class, "no such folder, and none can be made there",
          AccessDeniedException.class, "access denied",
          FileAlreadyExistsException.class, "a file of this name is there");

  private WriteFailure() {}

  static String of(IOException e) {
    return e instanceof FileSystemException failed && failed.getReason() == null
        ? failed.getFile() + ": " + REASONS.getOrDefault(e.getClass(), e.toString())
        : e.getMessage();
  }
}
