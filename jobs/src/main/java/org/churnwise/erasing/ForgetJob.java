package org.churnwise.erasing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.erasing.CustomerErasure.Erasure;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.model.registry.ErasedDatasets;
import org.churnwise.model.registry.TrainingDatasets;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code forget}: erases customers, and leaves them out of everything that is loaded later. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Erase customers from every table, and leave them out of all later loads.",
      "Cannot be undone. Prints what was erased and what it cannot reach."
    })
public final class ForgetJob extends JobCommand {
  @ArgGroup(multiplicity = "1")
  private Choice choice;

  @Option(
      names = "--future",
      description = "Accept customers that no table holds: later loads leave them out.")
  private boolean future;

  /** Who. */
  static final class Choice {
    @Parameters(
        paramLabel = "CUSTOMER_ID",
        arity = "1..*",
        description = "Ids. Other users see them in the list of processes; use --file.")
    private List<String> ids;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A text file with one id a line, or a CSV file of one column.")
    private Path file;
  }

  public static void main(String[] args) {
    CommandLines.main(new ForgetJob(), args);
  }

  /** The ledger and messages of other processes would keep them. */
  @Override
  protected boolean argumentsArePersonal() {
    return true;
  }

  @Override
  protected ForgetResult run(Job job) {
    GivenCustomers given = new GivenCustomers(Contract.load(job.settings().ingest().contract()));
    List<GivenCustomer> customers =
        choice.file == null ? given.of(choice.ids) : given.in(choice.file);
    Erasure erasure =
        new CustomerErasure(job.warehouse(), job.run(), new SecureRandom())
            .erase(customers, future);
    job.warehouse().discardRemains();
    Console console = job.console();
    console.line(
        "%s given, %s found in tables, %s erased before or not loaded"
            .formatted(
                Console.count(customers.size(), "customer"),
                Console.count(erasure.present()),
                Console.count(Math.max(0, customers.size() - erasure.present()))));
    print(console, erasure.rows());
    if (erasure.byText() > 0) {
      console.line(
          "%s could not be read as far as the customer, and went because a cell or words of the text are one of the ids"
              .formatted(Console.count(erasure.byText(), "bad row")));
    }
    List<String> models =
        ErasedDatasets.read(job.warehouse())
            .modelsTrainedBefore(
                new TrainingDatasets(job.warehouse(), job.run()).all(), job.run().id());
    Unreached.print(console, job.settings(), models);
    return new ForgetResult(
        customers.size(),
        erasure.present(),
        erasure.remembered(),
        erasure.allRows(),
        erasure.byText(),
        erasure.rows(),
        models);
  }

  private static void print(Console console, Map<String, Long> rows) {
    List<List<String>> table =
        rows.entrySet().stream()
            .map(entry -> List.of(entry.getKey(), Console.count(entry.getValue())))
            .toList();
    if (!table.isEmpty()) {
      console.table(List.of("table", "rows erased"), table);
    }
  }

  /**
   * The result in numbers.
   *
   * @param customers given
   * @param found ids that tables held
   * @param remembered ids that later loads leave out and did not before
   * @param rows erased, of all tables
   * @param rowsByText bad rows that went because an id stands in their text
   * @param tables rows erased, by table
   * @param models trained on some of these rows
   */
  record ForgetResult(
      int customers,
      int found,
      int remembered,
      long rows,
      long rowsByText,
      Map<String, Long> tables,
      List<String> models) {}
}
