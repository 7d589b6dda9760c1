package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.churnwise.Churn;

/**
 * The program with other texts in sql/ and conf/ than this one, as whoever changes them would build
 * it: a process of its own that finds the changed files before ours. Spark, which has none of them,
 * comes first, for {@link QuickStart}.
 */
final class ChangedResources {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final String KEPT_OPTIONS =
      "(--add-opens|-Djdk\\.|-Dlog4j2|-Djava\\.io\\.tmpdir|-XX:|-Xmx).*";
  private static final int LONGEST_RUN_SECONDS = 300;

  private final Path folder;

  /**
   * @param folder where the changed files are put, and what the process prints
   */
  ChangedResources(Path folder) {
    this.folder = folder;
  }

  /** Changes one place of a file. Fails unless the place is there once. */
  ChangedResources with(String file, String place, String changed) throws IOException {
    Path target = folder.resolve("changed").resolve(file);
    Files.createDirectories(target.getParent());
    String text = Files.readString(Files.exists(target) ? target : PROJECT.resolve(file));
    int found = text.indexOf(place);
    assertTrue(
        found >= 0 && found == text.lastIndexOf(place), () -> file + " has not once: " + place);
    Files.writeString(target, text.replace(place, changed));
    return this;
  }

  /** Runs a command of that program to its end. */
  Outcome run(Workplace place, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches(KEPT_OPTIONS))
        .forEach(command::add);
    command.addAll(QuickStart.options());
    String classPath =
        String.join(
            File.pathSeparator,
            PackedJobs.sparkClassPath(),
            folder.resolve("changed").toString(),
            System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, Churn.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(place.options());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    boolean ended = process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "the process hangs");
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
