package org.churnwise.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.churnwise.cli.Console;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.FileDiscovery;
import org.churnwise.ingest.IngestSource;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.warehouse.SnowflakeWarehouse;

/** Whether this machine can run the jobs. Reads only; creates no file and no folder. */
final class MachineChecks {
  private static final int JAVA = 17;
  private static final String SPARK = "3.5.";
  private static final long MB = 1L << 20;
  private static final long LEAST_HEAP_MB = 900;
  private static final long LEAST_DISK_MB = 1024;
  private static final List<String> SECRET_FILES =
      List.of(
          "snowflake.password-file",
          "snowflake.private-key-file",
          "snowflake.access-token-file",
          "snowflake.token-file");

  private final Settings settings;
  private final SparkConf spark = new SparkConf();

  MachineChecks(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java(Runtime.version().feature()));
    findings.add(spark(org.apache.spark.package$.MODULE$.SPARK_VERSION()));
    findings.add(Finding.of("speculation", this::speculation));
    findings.add(memory(Runtime.getRuntime().maxMemory() / MB));
    folders().forEach((check, folder) -> findings.add(disk(check, folder)));
    for (String key : SECRET_FILES) {
      String file = settings.resolved().value(key);
      if (!file.isEmpty()) {
        findings.add(secretFile(key, Path.of(file)));
      }
    }
    findings.add(Finding.of("source", this::source));
    return findings;
  }

  static Finding java(int version) {
    if (version < JAVA) {
      return Finding.failed("java", version + " is too old; set JAVA_HOME to Java " + JAVA);
    }
    return version == JAVA
        ? Finding.ok("java", String.valueOf(version))
        : Finding.warning("java", "%d; Churnwise is only tested with %d".formatted(version, JAVA));
  }

  static Finding spark(String version) {
    return version.startsWith(SPARK)
        ? Finding.ok("spark", version)
        : Finding.failed(
            "spark", "%s is not supported; set SPARK_HOME to Spark %sx".formatted(version, SPARK));
  }

  private Finding speculation() {
    String speculation = spark.get("spark.speculation", "false");
    if (isSnowflake()) {
      SnowflakeWarehouse.refuseSpeculation(speculation);
    }
    return Finding.ok("speculation", "spark.speculation = " + speculation);
  }

  static Finding memory(long heapMb) {
    String heap = Console.count(heapMb) + " MB of Java heap";
    return heapMb < LEAST_HEAP_MB
        ? Finding.warning(
            "memory",
            heap
                + " is low; raise CHURN_DRIVER_MEMORY (default a sixteenth of the memory, at least 1g)")
        : Finding.ok("memory", heap);
  }

  private Map<String, Path> folders() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Map<String, Path> folders = new LinkedHashMap<>();
    if (!isSnowflake()) {
      folders.put("disk", settings.warehouse().path().toAbsolutePath().getParent());
    }
    folders.put("temp disk", temporary);
    String local = spark.get("spark.local.dir", temporary.toString()).split(",")[0];
    if (!Path.of(local).equals(temporary)) {
      folders.put("spark disk", Path.of(local));
    }
    return folders;
  }

  /** The jobs create a missing folder, on the disk of its nearest existing parent. */
  static Finding disk(String check, Path folder) {
    Path existing = folder;
    while (existing != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.failed(check, folder + " is not writable; use another folder");
    }
    try {
      long freeMb = Files.getFileStore(existing).getUsableSpace() / MB;
      String space = Console.count(freeMb) + " MB free in " + folder;
      return freeMb < LEAST_DISK_MB
          ? Finding.failed(check, space + " is too little; free some space or use another folder")
          : Finding.ok(check, space);
    } catch (IOException e) {
      return Finding.warning(check, "cannot read the free space of " + folder + ": " + e);
    }
  }

  static Finding secretFile(String key, Path file) {
    if (!Files.isReadable(file)) {
      return new Finding(
          "secrets",
          Finding.Level.FAILED,
          key + " = " + file + " is not readable; set it to a readable file",
          ExitCode.USAGE);
    }
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      return rights.contains(PosixFilePermission.OTHERS_READ)
              || rights.contains(PosixFilePermission.GROUP_READ)
          ? Finding.warning("secrets", file + " is readable by others; chmod 600 it")
          : Finding.ok("secrets", key + " is readable by its owner only");
    } catch (IOException | UnsupportedOperationException e) {
      return Finding.warning("secrets", "cannot read the permissions of " + file);
    }
  }

  private Finding source() {
    try {
      Contract contract = Contract.load(settings.ingest().contract());
      if (!contract.hasFiles()) {
        return tables(contract);
      }
    } catch (ChurnException e) {
      return Finding.failed("source", e.getMessage());
    }
    String source = IngestSource.configured(settings).orElse(null);
    if (source == null) {
      return settings.ingest().sampleAllowed()
          ? Finding.ok(
              "source", "ingest.source is empty; pipeline uses a sample in a new warehouse")
          : Finding.warning("source", "ingest.source is empty; set it to the folder of your files");
    }
    try {
      int files =
          new FileDiscovery(Contract.load(settings.ingest().contract())).discover(source).size();
      return Finding.ok("source", Console.count(files, "file") + " in " + source);
    } catch (ChurnException e) {
      return Finding.failed("source", e.getMessage());
    }
  }

  /** Their rows are looked at by a load. */
  private Finding tables(Contract contract) {
    for (Map.Entry<String, Path> file : settings.ingest().attached().entrySet()) {
      if (!Files.isReadable(file.getValue())) {
        return Finding.failed(
            "source",
            "ingest.attach names %s, which cannot be read; correct %s there"
                .formatted(file.getValue(), file.getKey()));
      }
    }
    String tables =
        contract.feeds().stream()
            .map(feed -> feed.feed() + " from " + feed.table())
            .collect(Collectors.joining(", "));
    return Finding.ok("source", "contract " + contract.name() + " reads " + tables);
  }

  private boolean isSnowflake() {
    return settings.warehouse().kind().equals("snowflake");
  }
}
