package org.churnwise.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Settings;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.RowFunction;
import org.churnwise.warehouse.WorkLabel;

/**
 * What a process would leave behind if it was killed, kept at each point of a run at which that has
 * changed: before and after each commit, when rows have landed, when files of a model are stored.
 */
final class FaultPoints {
  /** Beside the database while a process has it open, see HolderNote. */
  private static final String NOTE = "-process-";

  private final Optional<Path> kept;
  private final List<FaultPoint> points = new ArrayList<>();
  private List<String> left = List.of();

  private FaultPoints(Optional<Path> kept) {
    this.kept = kept;
  }

  /**
   * Of one run.
   *
   * @param folder for copies of what is left behind
   */
  static FaultPoints keptIn(Path folder) {
    return new FaultPoints(Optional.of(folder));
  }

  /** Keeps nothing. The keys of slices hold the warehouse's class, so that runs must share it. */
  static FaultPoints none() {
    return new FaultPoints(Optional.empty());
  }

  /**
   * One of them.
   *
   * @param name command, stage, slice, and which of its commits
   * @param folder a copy of the folder of the database
   */
  record FaultPoint(String name, Path folder) {}

  /** All of a run that has ended but the last, at which it was over. */
  List<FaultPoint> beforeTheEnd() {
    return points.subList(0, points.size() - 1);
  }

  /** A warehouse that keeps them. */
  EmbeddedWarehouse open(String command, Settings settings) {
    return new Watched(settings, command);
  }

  private void pass(String name, Path database) {
    kept.ifPresent(folder -> keep(name, database, folder));
  }

  private void keep(String name, Path database, Path folder) {
    try {
      List<String> now = content(database.getParent());
      if (now.equals(left)) {
        return;
      }
      left = now;
      Path copy = Files.createDirectories(folder).resolve("point-" + points.size());
      copy(database.getParent(), copy);
      points.add(new FaultPoint(name, copy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** But for the note of this process, which does not die. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(one -> !isNote(one)).toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static boolean isNote(Path path) {
    return path.getFileName().toString().contains(NOTE);
  }

  /** A file that has changed has another size or time. */
  private static List<String> content(Path folder) throws IOException {
    List<String> content = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        content.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return content;
  }

  private final class Watched extends EmbeddedWarehouse {
    private final Path database;
    private final String command;
    private String work = "";
    private int commits;

    Watched(Settings settings, String command) {
      super(settings.warehouse());
      this.database = settings.warehouse().path();
      this.command = command;
      pass("opened");
    }

    private void pass(String what) {
      FaultPoints.this.pass("%s: %s%s".formatted(command, work, what), database);
    }

    /** What was written outside a transaction. */
    @Override
    public void label(WorkLabel label) {
      pass("after its last commit");
      work = label.slice().isEmpty() ? "" : "%s %s, ".formatted(label.stage(), label.slice());
      super.label(label);
    }

    @Override
    public <T> T transaction(Supplier<T> writes) {
      commits++;
      T result =
          super.transaction(
              () -> {
                T written = writes.get();
                pass("before commit " + commits);
                return written;
              });
      pass("after commit " + commits);
      return result;
    }

    @Override
    public void land(Table landing, Dataset<Row> rows) {
      super.land(landing, rows);
      pass("landed " + landing.name());
    }

    @Override
    public void land(
        Table landing, Sql query, Table shape, RowFunction function, Supplier<SparkSession> spark) {
      super.land(landing, query, shape, function, spark);
      pass("landed " + landing.name());
    }

    @Override
    public void put(Path folder, String name) {
      super.put(folder, name);
      pass("stored files");
    }

    @Override
    public void remove(String name) {
      super.remove(name);
      pass("removed files");
    }
  }
}
