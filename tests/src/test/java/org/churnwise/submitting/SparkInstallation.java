package org.churnwise.submitting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkBuildInfo;
import org.churnwise.endtoend.FirstMonths;
import org.churnwise.endtoend.Outcome;
import org.churnwise.error.ExitCode;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.run.Hash;
import org.churnwise.testkit.MadeOnce;

/**
 * A Spark installation as users have it, of the version that the jobs are built for: the programs
 * and jars of the source package of PyPI's pyspark (318 MB), fetched once for all builds of a user,
 * see {@link MadeOnce#cache}.
 */
record SparkInstallation(Path home, Path classArchive) {
  private static final String ARCHIVE = "classes.jsa";
  private static final String SHORT_LIFE =
      "-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=4 -XX:+UseSerialGC -Xlog:disable";

  static SparkInstallation fetched() throws Exception {
    String release = "pyspark-" + SparkBuildInfo.spark_version();
    Path folder =
        MadeOnce.folder(
            MadeOnce.cache().resolve("spark").resolve(release),
            release,
            made -> fetch(release, made));
    Path home = folder.resolve(release).resolve("deps");
    return new SparkInstallation(home, archive(home, release));
  }

  /**
   * The classes of Spark in the form that a JVM uses, which spares each of the many that the tests
   * start four seconds. They are those that a training loads.
   */
  private static Path archive(Path home, String release) throws Exception {
    String key =
        Hash.of(
            System.getProperty("java.home")
                + Runtime.version()
                + Files.getLastModifiedTime(home.resolve("jars")));
    Path folder = MadeOnce.cache().resolve("spark").resolve(release + "-classes");
    return MadeOnce.folder(folder, key, made -> archiveClasses(home, made)).resolve(ARCHIVE);
  }

  private static void archiveClasses(Path home, Path folder) throws Exception {
    Path work = Files.createTempDirectory("class-archive");
    String option = SHORT_LIFE + " -XX:ArchiveClassesAtExit=" + folder.resolve(ARCHIVE);
    Outcome trained =
        new Shell(work, Map.of("SPARK_HOME", home.toString(), "CHURN_JAVA_OPTIONS", option))
            .run(
                List.of(
                    Project.SUBMIT.resolve("spark/submit").toString(),
                    "pipeline",
                    "--master",
                    "local[2]",
                    "--",
                    "--mode",
                    "train",
                    "--set",
                    "ingest.source=" + FirstMonths.in(work, 7),
                    "--set",
                    "warehouse.path=" + work.resolve("churn.duckdb")));
    // A model of so few customers may be refused, when all classes are loaded.
    if (trained.code() != ExitCode.MODEL_REFUSED.code()) {
      trained.requireDone();
    }
    FileUtils.deleteDirectory(work.toFile());
  }

  /** Options of JVMs that live for seconds. */
  String quickStart() {
    return SHORT_LIFE + " -XX:SharedArchiveFile=" + classArchive;
  }

  private static void fetch(String release, Path folder) throws Exception {
    PythonEnvironment.run(
        List.of(
            "python3",
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--no-binary=pyspark",
            "--dest=" + folder,
            release.replace("-", "==")));
    Path packed = folder.resolve(release + ".tar.gz");
    PythonEnvironment.run(
        List.of("tar", "-xzf", packed.toString(), "-C", folder.toString(), release + "/deps"));
    Files.delete(packed);
  }

  /** A program of its folder bin. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** A shell that finds this installation, on the loopback interface. */
  Shell shell(Path folder, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPARK_HOME", home.toString());
    all.put("SPARK_LOCAL_IP", "127.0.0.1");
    all.put("SPARK_DAEMON_MEMORY", "512m");
    all.put("SPARK_DAEMON_JAVA_OPTS", quickStart());
    all.put("SPARK_LAUNCHER_OPTS", quickStart());
    all.put("SPARK_SUBMIT_OPTS", quickStart());
    all.put("CHURN_JAVA_OPTIONS", quickStart());
    return new Shell(folder, all);
  }
}
