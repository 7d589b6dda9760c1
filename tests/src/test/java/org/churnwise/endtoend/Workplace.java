package org.churnwise.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.cli.CommandLines;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.pipeline.PipelineJob;

/**
 * A folder of files and the database that they go into.
 *
 * @param source value of {@code ingest.source}
 * @param database value of {@code warehouse.path}
 * @param further settings as KEY=VALUE, which win over those of a command
 */
public record Workplace(Path source, Path database, List<String> further) {
  static {
    // As TestSpark does: compiling classes for a plan costs more than they save on a few rows.
    System.setProperty("spark.sql.codegen.wholeStage", "false");
    System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  /** With the default settings. */
  public Workplace(Path source, Path database) {
    this(source, database, List.of());
  }

  /**
   * The same place, where a model is trained after a breach only: for tests of anything but the
   * policy, which need no training a month.
   */
  public Workplace retrainingOnBreach() {
    return with("retrain.when=breach");
  }

  /**
   * The same place, whose models are a few trees and no regression: for tests of anything but the
   * models, of which most of a run's time is the fit.
   */
  public Workplace withSmallModels() {
    return with("training.model=trees").with("training.rounds=10");
  }

  private Workplace with(String setting) {
    return new Workplace(
        source, database, Stream.concat(further.stream(), Stream.of(setting)).toList());
  }

  /** The same files and a database that does not exist yet. */
  public Workplace withDatabase(Path other) {
    return new Workplace(source, other, further);
  }

  /** The same files and a copy of the database with its models. */
  public Workplace copyTo(Path folder) throws IOException {
    copyTree(database.getParent(), folder);
    return withDatabase(folder.resolve(database.getFileName()));
  }

  /** The same database and a copy of the files, to be changed. */
  public Workplace withCopiedSource(Path folder) throws IOException {
    copyTree(source, folder);
    return new Workplace(folder, database, further);
  }

  /**
   * The same database and copies of some files: those of customers and of some months.
   *
   * @param months a pattern such as {@code 2024_1[0-2]|2025_01}
   */
  public Workplace withSomeMonths(String months, Path folder) throws IOException {
    String wanted = "(new_)?customers\\.csv|.*_(" + months + ")\\.csv";
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().matches(wanted)) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
    return new Workplace(folder, database, further);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** The options that lead a command here. */
  public List<String> options() {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--set", "ingest.source=" + source));
    options.addAll(List.of("--set", "warehouse.path=" + database));
    // A second of each run that one test looks at.
    options.addAll(List.of("--set", "report.when=never"));
    // A second thread has nothing to do with so few rows, but costs a tenth of a run.
    options.addAll(List.of("--set", "warehouse.threads=1"));
    further.forEach(setting -> options.addAll(List.of("--set", setting)));
    return options;
  }

  /** The settings that lead here. */
  public Settings settings() {
    List<String> sets = List.of("ingest.source=" + source, "warehouse.path=" + database);
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of()));
  }

  /** Runs the pipeline in this process. */
  public Outcome pipeline(String... arguments) {
    return run(new PipelineJob(), arguments);
  }

  /** Runs a command in this process, as its main would but for the end of the process. */
  public Outcome run(Object command, String... arguments) {
    return execute(command, Stream.concat(Stream.of(arguments), options().stream()).toList());
  }

  /** Runs a command in this process, with these arguments and no others. */
  public static Outcome execute(Object command, List<String> arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      int code = CommandLines.of(command).execute(arguments.toArray(String[]::new));
      return new Outcome(
          code,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
