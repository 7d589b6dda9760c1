package org.churnwise.ingest;

import java.util.List;
import java.util.Optional;
import org.churnwise.cli.Job;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Stage;

/** The location of incoming files. */
public final class IngestSource {
  private IngestSource() {}

  /**
   * The configured source, if there is one; see {@link BundledSample} for what stands in for it.
   */
  public static Optional<String> configured(Settings settings) {
    return Optional.of(settings.ingest().source()).filter(source -> !source.isEmpty());
  }

  /**
   * The files of a contract in the configured source; none where all of its rows are in tables.
   * Empty if there are files and no source is configured.
   */
  public static Optional<FoundFiles> files(Settings settings, Contract contract) {
    return contract.hasFiles()
        ? configured(settings).map(source -> new FileDiscovery(contract).find(source))
        : Optional.of(FoundFiles.NONE);
  }

  /** The same, or a refusal (exit 2) that says what to set. */
  static FoundFiles requireFiles(Settings settings, Contract contract) {
    return contract.hasFiles()
        ? new FileDiscovery(contract).find(require(settings))
        : FoundFiles.NONE;
  }

  /** Files, and what is to be loaded of the tables that a contract names. */
  public static FoundFiles withTables(FoundFiles files, Contract contract, Job job) {
    return withTables(files, contract, job, false);
  }

  /**
   * The same.
   *
   * @param whole whether whole months of the tables are wanted, whatever is loaded of them
   */
  static FoundFiles withTables(FoundFiles files, Contract contract, Job job, boolean whole) {
    if (!contract.hasTables()) {
      return files;
    }
    TableDiscovery tables =
        new TableDiscovery(
            job.warehouse(),
            contract,
            job.settings().ingest().attached(),
            job.ledger().view().loaded(),
            job.run().asOf());
    List<SourceFile> found = whole ? tables.findWhole() : tables.find();
    tables.notes().forEach(note -> job.console().line("  " + Stage.INGEST + "    " + note));
    return new FoundFiles(TableDiscovery.inOrder(files.files(), found), files.otherNames());
  }

  /** The same as {@link #configured}, or a refusal (exit 2) that says what to set. */
  static String require(Settings settings) {
    return configured(settings)
        .orElseThrow(
            () ->
                ChurnException.usage(
                    "ingest.source is empty: set it to the folder of your files, by --set ingest.source=DIR or in your --conf file"));
  }
}
