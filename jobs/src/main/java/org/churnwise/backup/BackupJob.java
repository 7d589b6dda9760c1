package org.churnwise.backup;

import java.nio.file.Path;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.run.SchemaUpgrade;
import org.churnwise.warehouse.EmbeddedWarehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: copies an embedded warehouse with its models into a folder. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Copy the embedded warehouse and its models into a folder, with the SHA-256 of each file.",
      "It holds customers' data; keep it as you keep the warehouse."
    })
public final class BackupJob extends JobCommand {
  @Parameters(paramLabel = "FOLDER", description = "A folder that does not exist, or is empty.")
  private Path folder;

  public static void main(String[] args) {
    CommandLines.main(new BackupJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.AS_THEY_ARE;
  }

  @Override
  protected void validate(Settings settings) {
    EmbeddedOnly.require(settings, "backup");
  }

  @Override
  protected BackupResult run(Job job) {
    long version = SchemaUpgrade.of(job.warehouse(), job.run()).version();
    Manifest manifest =
        new BackupFolder(folder)
            .write(
                (EmbeddedWarehouse) job.warehouse(),
                new Version().getVersion()[0],
                version,
                job.run().startedAt());
    long bytes = manifest.files().stream().mapToLong(Manifest.StoredFile::bytes).sum();
    job.console()
        .line(
            "%s, %s bytes, tables of version %d, in %s"
                .formatted(
                    Console.count(manifest.files().size(), "file"),
                    Console.count(bytes),
                    version,
                    folder));
    return new BackupResult(folder.toString(), manifest.files().size(), bytes, version);
  }

  /**
   * The backup in numbers.
   *
   * @param files database and model files
   * @param schemaVersion of the tables
   */
  record BackupResult(String folder, int files, long bytes, long schemaVersion) {}
}
