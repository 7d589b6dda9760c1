package org.churnwise.endtoend;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.churnwise.Churn;
import org.churnwise.run.Hash;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.testkit.MadeOnce;

/**
 * Options of JVMs that live for seconds and have this build's Spark first on their class path: the
 * quick compiler alone, for what runs often, and the classes of Spark in the form that a JVM uses,
 * which spares each start three seconds. That archive is made once for all builds of a user, see
 * {@link MadeOnce#cache}: Spark lies in the local Maven repository for all of them. The launcher's
 * own archive belongs to one build.
 */
final class QuickStart {
  private static final String ARCHIVE = "classes.jsa";
  private static final List<String> SHORT_LIFE =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=4",
          "-XX:+UseSerialGC",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  private QuickStart() {}

  /** All of them. A JVM that cannot use the archive starts without. */
  static List<String> options() throws Exception {
    List<String> options = new ArrayList<>(SHORT_LIFE);
    options.add("-XX:SharedArchiveFile=" + archive());
    return options;
  }

  private static Path archive() throws Exception {
    Path folder =
        MadeOnce.folder(
            MadeOnce.cache().resolve("spark").resolve("repository-classes"),
            key(),
            QuickStart::archiveClasses);
    return folder.resolve(ARCHIVE);
  }

  /** What a JVM compares before it uses an archive: itself, and path, size and time of each jar. */
  private static String key() throws Exception {
    StringBuilder key = new StringBuilder(System.getProperty("java.home"));
    key.append(Runtime.version());
    for (String jar : PackedJobs.sparkClassPath().split(File.pathSeparator)) {
      Path file = Path.of(jar);
      key.append(jar).append(Files.size(file)).append(Files.getLastModifiedTime(file));
    }
    return Hash.of(key.toString());
  }

  /** They are those that a training loads. */
  private static void archiveClasses(Path folder) throws Exception {
    Path work = Files.createTempDirectory("class-archive");
    Workplace place = new Workplace(work.resolve("sample"), work.resolve("churn.duckdb"));
    new SampleGenerator(new SampleOptions(300, 7, place.source())).generate();
    List<String> options = new ArrayList<>(SHORT_LIFE);
    options.add("-XX:ArchiveClassesAtExit=" + folder.resolve(ARCHIVE));
    List<String> command = new ArrayList<>(List.of("pipeline", "--mode", "train", "--months", "3"));
    command.addAll(place.options());
    PackedJobs jobs = PackedJobs.runIn(work.resolve("run"));
    jobs.run(jobs.sparkSubmit(options, Churn.class, command)).requireDone();
    FileUtils.deleteDirectory(work.toFile());
  }
}
