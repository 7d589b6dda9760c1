package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.churnwise.endtoend.Outcome;

/**
 * Runs programs to their end in a folder of the test, with an environment that holds nothing of
 * another Spark, Airflow or Churnwise.
 */
record Shell(Path folder, Map<String, String> environment) {
  private static final List<String> FOREIGN = List.of("SPARK_", "CHURN", "AIRFLOW", "ML_");
  private static final int LONGEST_RUN_SECONDS = 600;

  /** A program that has not been started yet. */
  ProcessBuilder program(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Files.createDirectories(folder).toFile());
    builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs a program; its output stays in the files out and err of the folder. */
  Outcome run(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        program(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    Outcome outcome = new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
    assertTrue(ended, () -> "the process hangs: " + outcome);
    return outcome;
  }
}
