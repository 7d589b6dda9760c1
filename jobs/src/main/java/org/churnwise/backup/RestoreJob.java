package org.churnwise.backup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.churnwise.backup.Restoration.Restored;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: brings a backup back. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Bring a backup back into warehouse.path, after its files were held against their SHA-256.",
      "Customers whom the present warehouse has erased are erased from it too."
    })
public final class RestoreJob extends JobCommand {
  @Parameters(paramLabel = "FOLDER", description = "What 'backup' has written.")
  private Path folder;

  @Option(
      names = "--force",
      description = "Replace a warehouse that holds something; its file is kept as ...-replaced.")
  private boolean force;

  public static void main(String[] args) {
    CommandLines.main(new RestoreJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    EmbeddedOnly.require(settings, "restore");
  }

  /** The frame would open the very file that is replaced. */
  @Override
  protected Optional<Record> answerWithoutWarehouse(Settings settings, Console console) {
    Path backup = folder.toAbsolutePath().normalize();
    Manifest manifest = Manifest.verified(backup);
    Restored restored =
        new Restoration(settings.warehouse(), startRun(settings)).restore(backup, force);
    console.line(
        "restored %s of %s (%s, tables of version %d)"
            .formatted(
                Console.count(manifest.files().size(), "file"),
                manifest.madeAt(),
                manifest.product(),
                manifest.schemaVersion()));
    restored
        .replaced()
        .ifPresent(
            kept ->
                console.line(
                    "the database before it is kept as %s; remove it when you no longer need it"
                        .formatted(kept)));
    long erased = restored.erased().values().stream().mapToLong(Long::longValue).sum();
    console.line(
        restored.isListRead()
            ? "%s of customers whom the present warehouse had erased went from it too"
                .formatted(Console.count(erased, "row"))
            : "the present database could not be read: run 'submit/churn forget' again for customers who were erased after the backup was made");
    if (restored.replaced().isEmpty()) {
      console.line(
          "there was no warehouse here: run 'submit/churn forget' again for customers who were erased after the backup was made");
    }
    return Optional.of(
        new RestoreResult(
            folder.toString(),
            manifest.files().size(),
            manifest.schemaVersion(),
            erased,
            restored.erased()));
  }

  @Override
  protected Record run(Job job) {
    throw new IllegalStateException("answered before");
  }

  /**
   * The result in numbers.
   *
   * @param schemaVersion of the tables in the backup
   * @param rowsErased of customers whom the present warehouse had erased
   * @param tables the same by table
   */
  record RestoreResult(
      String folder, int files, long schemaVersion, long rowsErased, Map<String, Long> tables) {}
}
