package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the jars of this build as processes of their own, in a folder of the test. */
public final class PackedJobs {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final Path TARGET = PROJECT.resolve("jobs/target");

  /** The environment variable for further options of the launcher's JVM. */
  public static final String JAVA_OPTIONS = "CHURN_JAVA_OPTIONS";

  private static final int LONGEST_RUN_SECONDS = 600;

  private final Path folder;

  private PackedJobs(Path folder) {
    this.folder = folder;
  }

  /** Refuses a build that has not packed the jobs. */
  public static PackedJobs runIn(Path folder) throws IOException {
    assertTrue(
        Files.exists(TARGET.resolve("spark.classpath")),
        "jobs is not packed; run mvn verify, or mvn package first");
    return new PackedJobs(Files.createDirectories(folder));
  }

  /** {@code submit/churn}, on a project that is taken as it is, so that nothing is built. */
  public ProcessBuilder churn(List<String> arguments) throws Exception {
    Path home = folder.resolve("project");
    if (!Files.exists(home)) {
      Files.createDirectories(home.resolve("submit"));
      Files.createDirectory(home.resolve("jobs"));
      Files.createSymbolicLink(home.resolve("conf"), PROJECT.resolve("conf"));
      Files.createSymbolicLink(home.resolve("jobs/target"), TARGET);
      Files.copy(PROJECT.resolve("submit/churn"), home.resolve("submit/churn"));
    }
    List<String> command = new ArrayList<>(List.of("bash", home + "/submit/churn"));
    command.addAll(arguments);
    ProcessBuilder builder = builder(command);
    builder.environment().put(JAVA_OPTIONS, String.join(" ", QuickStart.options()));
    return builder;
  }

  /** {@code spark-submit --class MAIN --jars LIBRARIES churn-jobs.jar}, with this build's Spark. */
  ProcessBuilder sparkSubmit(Class<?> main, List<String> arguments) throws Exception {
    return sparkSubmit(QuickStart.options(), main, arguments);
  }

  /** The same with other options of the JVM. */
  ProcessBuilder sparkSubmit(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(options);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .forEach(command::add);
    // Without this Spark's own settings send the log, stack traces included, to standard error.
    command.add("-Dlog4j2.configurationFile=" + PROJECT.resolve("conf/log4j2.properties"));
    command.addAll(
        List.of(
            "-cp",
            sparkClassPath(),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            "--conf",
            "spark.ui.enabled=false",
            "--jars",
            libraries(),
            "--class",
            main.getName(),
            TARGET.resolve("churn-jobs.jar").toString()));
    command.addAll(arguments);
    return builder(command);
  }

  /** The jars of this build's Spark, in the local Maven repository. */
  static String sparkClassPath() throws IOException {
    return Files.readString(TARGET.resolve("spark.classpath")).strip();
  }

  private static String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(TARGET.resolve("lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(","));
    }
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("CHURN_CLASS_ARCHIVE", "no");
    return builder;
  }

  /** Runs a command to its end. */
  public Outcome run(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.start();
    boolean ended = process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "the process hangs");
    return new Outcome(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }
}
