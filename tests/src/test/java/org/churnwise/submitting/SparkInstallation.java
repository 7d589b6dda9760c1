package org.churnwise.submitting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkBuildInfo;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.testkit.MadeOnce;

/**
 * A Spark installation as users have it, of the version that the jobs are built for: the programs
 * and jars of the source package of PyPI's pyspark (318 MB), fetched once for all builds of a user,
 * see {@link MadeOnce#cache}.
 */
record SparkInstallation(Path home) {
  /** Options of JVMs that live for seconds. */
  static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  static SparkInstallation fetched() throws Exception {
    String release = "pyspark-" + SparkBuildInfo.spark_version();
    Path folder =
        MadeOnce.folder(
            MadeOnce.cache().resolve("spark").resolve(release),
            release,
            made -> fetch(release, made));
    return new SparkInstallation(folder.resolve(release).resolve("deps"));
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
    all.put("SPARK_DAEMON_JAVA_OPTS", QUICK_START);
    all.put("SPARK_LAUNCHER_OPTS", QUICK_START);
    all.put("CHURN_JAVA_OPTIONS", QUICK_START);
    return new Shell(folder, all);
  }
}
