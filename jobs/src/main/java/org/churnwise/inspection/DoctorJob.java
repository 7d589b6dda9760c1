package org.churnwise.inspection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.cli.WallClock;
import org.churnwise.config.MlflowSettings;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.inspection.Finding.Level;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.run.SchemaUpgrade;
import org.churnwise.table.Migrations;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.Warehouse;
import picocli.CommandLine.Command;

/**
 * {@code doctor}: checks before a first run that the jobs can run here. Each line is OK or says
 * what to do. Writes nothing and needs no tables.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Check machine, settings and warehouse before the first run; changes nothing.")
public final class DoctorJob extends JobCommand {
  public static void main(String[] args) {
    CommandLines.main(new DoctorJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  /** Opening the warehouse is one of the checks. */
  @Override
  protected Optional<Record> answerWithoutWarehouse(Settings settings, Console console) {
    List<Finding> findings = new ArrayList<>(new MachineChecks(settings).findings());
    findings.addAll(ofWarehouse(settings));
    if (settings.mlflow().isOn()) {
      findings.add(mlflow(settings.mlflow()));
    }
    findings.forEach(finding -> console.line(finding.line()));
    refuseFailed(findings);
    return Optional.of(new DoctorResult(count(findings, Level.OK), count(findings, Level.WARNING)));
  }

  private static List<Finding> ofWarehouse(Settings settings) {
    boolean snowflake = settings.warehouse().kind().equals("snowflake");
    List<Finding> findings = new ArrayList<>();
    if (!snowflake) {
      Path file = settings.warehouse().path();
      EmbeddedChecks checks = new EmbeddedChecks(file, WallClock.utc());
      findings.add(checks.clock());
      findings.add(checks.rights());
      if (Files.notExists(file)) {
        findings.add(0, Finding.ok("connection", file + " will be created by the first run"));
        findings.add(Finding.ok("time zone", "each session is set to UTC"));
        return findings;
      }
    }
    Finding connection =
        Finding.of(
            "connection",
            () -> {
              try (Warehouse warehouse = open(settings, snowflake)) {
                if (snowflake) {
                  findings.addAll(new SnowflakeChecks(warehouse, WallClock.utc()).findings());
                } else {
                  findings.add(Finding.of("time zone", () -> EmbeddedChecks.timeZone(warehouse)));
                }
                findings.add(Finding.of("tables", () -> tables(warehouse)));
                findings.add(
                    Finding.of("sentiment", () -> SentimentChecks.of(warehouse, settings)));
                return Finding.ok("connection", warehouse.description());
              }
            });
    findings.add(0, connection);
    return findings;
  }

  /** A warning at most: training continues without MLflow. */
  private static Finding mlflow(MlflowSettings settings) {
    try {
      return Finding.ok("mlflow", ModelTracking.check(settings));
    } catch (ChurnException e) {
      return Finding.warning("mlflow", e.getMessage());
    }
  }

  private static Warehouse open(Settings settings, boolean snowflake) {
    return snowflake
        ? new SnowflakeWarehouse(settings.warehouse(), settings.snowflake())
        : new EmbeddedWarehouse(settings.warehouse());
  }

  private static Finding tables(Warehouse warehouse) {
    OptionalLong version = SchemaUpgrade.version(warehouse);
    if (version.isEmpty()) {
      return Finding.ok("tables", "created by the first run");
    }
    return version.getAsLong() < Migrations.newest()
        ? Finding.warning(
            "tables",
            "version %d; 'submit/churn init' or the next run that writes upgrades them to version %d"
                .formatted(version.getAsLong(), Migrations.newest()))
        : Finding.ok("tables", "version " + version.getAsLong());
  }

  /** A wrong setting takes precedence in the exit code, because it is what to fix first. */
  private static void refuseFailed(List<Finding> findings) {
    List<Finding> failed = findings.stream().filter(f -> f.level() == Level.FAILED).toList();
    if (!failed.isEmpty()) {
      boolean usage = failed.stream().anyMatch(f -> f.exitCode() == ExitCode.USAGE);
      throw new ChurnException(
          usage ? ExitCode.USAGE : ExitCode.WAREHOUSE,
          "not ready: %s of %s failed; the lines above say what to do"
              .formatted(
                  String.join(", ", failed.stream().map(Finding::check).toList()),
                  Console.count(findings.size(), "check")));
    }
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  @Override
  protected Record run(Job job) {
    throw new IllegalStateException("doctor runs without an open warehouse");
  }

  /** How many checks passed, and how many gave a warning. */
  record DoctorResult(long ok, long warnings) {}
}
