package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who uses a DuckDB file: a small file beside it for each process that opens it, so that a process
 * which is refused can name the one that holds it. It only tells; the lock on the database decides.
 * A note is written before the lock is tried, so that two processes of one moment know each other.
 */
final class HolderNote {
  private static final Logger LOG = LoggerFactory.getLogger(HolderNote.class);
  private static final String ENDING = "-process-";

  private final Path note;
  private final String who;

  private HolderNote(Path note, String who) {
    this.note = note;
    this.who = who;
  }

  /**
   * Leaves the note of this process. A folder that cannot be written costs the note and no more.
   *
   * @param command that runs, without secrets
   */
  static HolderNote write(Path database, String command) {
    ProcessHandle self = ProcessHandle.current();
    String who =
        "of user %s on host %s since %s%s"
            .formatted(user(), SnowflakeLease.host(), since(self), of(command));
    HolderNote written = new HolderNote(place(database, self.pid()), who);
    try {
      PrivateFiles.createFolder(database.getParent());
      Files.writeString(written.note, who);
      written.note.toFile().deleteOnExit(); // a process that ends before it has opened the file
    } catch (IOException e) {
      LOG.warn("cannot write {}", written.note, e);
    }
    return written;
  }

  private static String user() {
    return Printable.inOneLine(System.getProperty("user.name", "?"));
  }

  /** Adds what the process works at; the time of the file says since when. */
  void working(WorkLabel label) {
    String stage = label.stage().isEmpty() ? "" : "\n" + label.stage() + " " + label.slice();
    try {
      if (Files.exists(note)) { // else the folder cannot be written
        Files.writeString(note, who + stage);
      }
    } catch (IOException e) {
      LOG.debug("cannot write {}", note, e);
    }
  }

  private static String of(String command) {
    return command.isBlank() ? "" : " (%s)".formatted(command.replaceAll("\\s+", " "));
  }

  /** What is known of another process that holds the database. */
  static String describe(Path database, long pid) {
    Path note = place(database, pid);
    try {
      List<String> lines = Files.readAllLines(note);
      String who = "process " + pid + lines.stream().findFirst().map(" "::concat).orElse("");
      return lines.size() < 2
          ? who
          : "%s, at %s since %s".formatted(who, lines.get(1), changed(note));
    } catch (IOException e) {
      String since = ProcessHandle.of(pid).map(process -> " since " + since(process)).orElse("");
      return "process " + pid + since; // another program, which leaves no note
    }
  }

  private static String changed(Path note) throws IOException {
    Instant time = Files.getLastModifiedTime(note).toInstant();
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The start of the process, in seconds. */
  private static String since(ProcessHandle process) {
    Optional<Instant> start = process.info().startInstant();
    return start.map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("?");
  }

  /** Removes the notes of killed processes; only for the process that holds the database. */
  void removeOthers(Path database) {
    String prefix = place(database, 0).getFileName().toString().replaceFirst("0$", "");
    DirectoryStream.Filter<Path> others =
        path -> path.getFileName().toString().startsWith(prefix) && isOfNobody(path, prefix);
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(database.getParent(), others)) {
      for (Path left : notes) {
        Files.deleteIfExists(left);
      }
    } catch (IOException e) {
      LOG.warn("cannot remove notes beside {}", database, e);
    }
  }

  private static boolean isOfNobody(Path path, String prefix) {
    String pid = path.getFileName().toString().substring(prefix.length());
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  /** Removes this note. */
  void remove() {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      LOG.warn("cannot remove {}", note, e);
    }
  }

  private static Path place(Path database, long pid) {
    return database.resolveSibling(database.getFileName() + ENDING + pid);
  }
}
