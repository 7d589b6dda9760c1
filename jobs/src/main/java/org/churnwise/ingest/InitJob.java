package org.churnwise.ingest;

import java.util.List;
import java.util.Optional;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.ResolvedKeys;
import org.churnwise.config.Settings;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.SchemaUpgrade;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code init}: creates missing tables, lists the files found and loads the customers. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Create missing tables, list the files of ingest.source and load the customers.",
      "Drops nothing without --reset or --yes-reset."
    })
public final class InitJob extends JobCommand {
  @ArgGroup private ResetOptions reset;
  @Spec private CommandSpec spec;

  private Contract contract;
  private Optional<FoundFiles> found;

  public static void main(String[] args) {
    CommandLines.main(new InitJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.CREATED;
  }

  @Override
  protected void validate(Settings settings) {
    contract = Contract.load(settings.ingest().contract());
    found = IngestSource.files(settings, contract);
    if (reset != null) {
      reset.confirm(settings.warehouse().schema(), System.in, spec.commandLine().getOut());
    }
  }

  @Override
  protected InitResult run(Job job) {
    if (reset != null) {
      reset(job);
    } else {
      job.warehouse().createViews(); // also where they are of this program, and one was dropped
    }
    job.console().line("tables and views ready in " + job.warehouse().description());
    if (found.isEmpty()) {
      job.console()
          .line("no customers loaded: ingest.source is empty; set it to the folder of your files");
      return InitResult.of(List.of(), 0, reset != null);
    }
    return loadCustomers(job, IngestSource.withTables(found.get(), contract, job));
  }

  private static void reset(Job job) {
    job.warehouse().reset();
    SchemaUpgrade empty = SchemaUpgrade.of(job.warehouse(), job.run());
    job.warehouse().createTables();
    empty.apply();
    ResolvedKeys resolved = job.settings().resolved();
    job.ledger().open(resolved.hash(), resolved.withoutSecrets());
    job.console().line("removed everything in schema " + job.warehouse().schema());
  }

  private InitResult loadCustomers(Job job, FoundFiles files) {
    IngestConsole lines = new IngestConsole(job.console());
    lines.found(files);
    lines.absentFeeds(files.files(), job.ledger().view().loaded());
    List<SourceFile> customers =
        files.files().stream()
            .filter(file -> file.feed().equals(Feed.CUSTOMERS.label()) && !file.drift())
            .toList();
    IngestResult result =
        new DataIngestionPipeline(
                job.warehouse(), job.ledger(), job::spark, contract, job.settings().sentiment())
            .load(customers, LoadTerms.none(), lines);
    return InitResult.of(files.files(), result.customerRows(), reset != null);
  }
}
