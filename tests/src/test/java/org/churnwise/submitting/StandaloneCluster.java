package org.churnwise.submitting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone master and two workers of two cores each, processes of their own that listen on free
 * ports of 127.0.0.1 and are stopped by {@link #close}.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Pattern MASTER_IS_UP =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER_IS_UP =
      Pattern.compile("Successfully registered with master");
  private static final Pattern EXECUTOR =
      Pattern.compile("Launching executor \\S+ on worker (\\S+)");

  private final SparkInstallation spark;
  private final Path folder;
  private final List<ServerProcess> servers = new ArrayList<>();
  private String master;

  private StandaloneCluster(SparkInstallation spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** Starts a cluster that keeps its logs and work in a folder. */
  static StandaloneCluster start(SparkInstallation spark, Path folder) throws Exception {
    StandaloneCluster cluster = new StandaloneCluster(spark, Files.createDirectories(folder));
    try {
      cluster.startServers();
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void startServers() throws IOException, InterruptedException {
    master =
        start("master", "org.apache.spark.deploy.master.Master", List.of())
            .await(MASTER_IS_UP)
            .group(1);
    for (int number = 1; number <= WORKERS; number++) {
      startWorker();
    }
  }

  /** Starts a further worker, after one was killed. */
  void startWorker() throws IOException, InterruptedException {
    int number = servers.size(); // the first server is the master
    String work = folder.resolve("work" + number).toString();
    start(
            "worker" + number,
            "org.apache.spark.deploy.worker.Worker",
            List.of("--cores", "2", "--memory", "4g", "--work-dir", work, master))
        .await(WORKER_IS_UP);
  }

  private ServerProcess start(String name, String main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(spark.program("spark-class"), main));
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    command.addAll(arguments);
    ServerProcess server =
        ServerProcess.start(
            spark.shell(folder, Map.of()).program(command), folder.resolve(name + ".log"));
    servers.add(server);
    return server;
  }

  /** The address of the master, {@code spark://127.0.0.1:PORT}. */
  String master() {
    return master;
  }

  /** How many workers have run an executor so far. */
  long workersUsed() throws IOException {
    String log = Files.readString(folder.resolve("master.log"));
    return EXECUTOR.matcher(log).results().map(found -> found.group(1)).distinct().count();
  }

  /** Kills a worker, 1 or 2; its executors end with it. */
  void killWorker(int number) throws InterruptedException {
    servers.get(number).kill();
  }

  /** What executors have printed on a worker, 1 or 2, so far. */
  String executorLogs(int number) throws IOException {
    StringBuilder logs = new StringBuilder();
    Path work = folder.resolve("work" + number);
    if (Files.exists(work)) {
      try (Stream<Path> tree = Files.walk(work)) {
        for (Path file : tree.filter(path -> path.toString().matches(".*/std(out|err)")).toList()) {
          logs.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return logs.toString();
  }

  @Override
  public void close() {
    for (int i = servers.size() - 1; i >= 0; i--) {
      servers.get(i).close();
    }
  }
}
