package org.churnwise.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.churnwise.error.ChurnException;

/** An output folder that appears whole: filled under a name beside its own, then renamed. */
final class SampleFolder {
  /** Writes the content of a folder. */
  @FunctionalInterface
  interface Content<T> {
    T writeTo(Path folder) throws IOException;
  }

  private final Path folder;
  private final Path partial;

  private SampleFolder(Path folder) {
    this.folder = folder;
    this.partial =
        folder.resolveSibling(
            "." + folder.getFileName() + ".partial-" + ProcessHandle.current().pid());
  }

  /** The folder at a path, which must be absent or empty, in a folder that can be created. */
  static SampleFolder at(Path out) {
    Path folder = out.toAbsolutePath().normalize();
    if (Path.of("").toAbsolutePath().startsWith(folder)) {
      throw ChurnException.usage(
          "cannot write the sample to %s: it is the folder that you are in, which it would replace; name a folder in it with --out"
              .formatted(out));
    }
    if (folder.getFileName() == null || Files.exists(folder) && !isEmptyFolder(folder)) {
      throw ChurnException.usage(
          "cannot write the sample to %s: it exists and is not an empty folder; choose another folder with --out, or remove this one first"
              .formatted(out));
    }
    Path existing = nearestExisting(folder.getParent());
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw ChurnException.usage(
          "cannot write the sample to %s: %s is not a writable folder; choose another folder with --out"
              .formatted(out, existing));
    }
    return new SampleFolder(folder);
  }

  /** Writes the content, then renames the folder to its final name. */
  <T> T fill(Content<T> content) throws IOException {
    Files.createDirectories(folder.getParent());
    FileUtils.deleteDirectory(partial.toFile());
    Files.createDirectory(partial);
    try {
      T result = content.writeTo(partial);
      Files.deleteIfExists(folder);
      Files.move(partial, folder);
      return result;
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e);
      throw e;
    }
  }

  private void deleteAfter(Throwable failure) {
    try {
      FileUtils.deleteDirectory(partial.toFile());
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static Path nearestExisting(Path path) {
    Path existing = path;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }
}
