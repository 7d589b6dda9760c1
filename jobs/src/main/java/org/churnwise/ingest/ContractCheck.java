package org.churnwise.ingest;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.LocalFiles;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code contract check}: reads files by the contract as {@code ingest} would; loads nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Read files by ingest.contract without loading them, and without a warehouse.",
      "Shows the first rows, counts, and the first bad lines by rule.",
      "Ends with exit code 3 if ingest would refuse a file."
    })
public final class ContractCheck extends JobCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "A file that the contract covers.")
  private List<Path> files;

  @Override
  protected Optional<Record> answerWithoutWarehouse(Settings settings, Console console) {
    Contract contract = Contract.load(settings.ingest().contract());
    LocalDate asOf = asOf(settings);
    List<FileTrial> trials = new ArrayList<>();
    for (Path file : files) {
      FileTrial trial = FileTrial.of(file, contract, asOf, LocalFiles.configuration());
      trial.print(console);
      trials.add(trial);
    }
    for (FileTrial trial : trials) {
      trial
          .refusal(contract)
          .ifPresent(
              reason -> {
                throw ChurnException.dataRefused("file %s: %s".formatted(trial.name(), reason));
              });
    }
    refuseCurrencies(trials);
    contract.feeds().stream()
        .filter(FeedContract::isTable)
        .forEach(
            feed ->
                console.line(
                    "feed %s: read from %s by 'submit/churn ingest'; it needs the warehouse and is not checked here"
                        .formatted(feed.feed(), feed.table())));
    return Optional.of(CheckCounts.of(trials));
  }

  /** Files that are checked together are loaded together. */
  private static void refuseCurrencies(List<FileTrial> trials) {
    Set<String> currencies =
        trials.stream()
            .flatMap(trial -> trial.counts().firstCurrency().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (currencies.size() > 1) {
      throw ChurnException.dataRefused(
          "the money of these files is of %s, which cannot be summed"
              .formatted(String.join(" and ", currencies)));
    }
  }

  @Override
  protected Record run(Job job) {
    throw new IllegalStateException("it needs no warehouse");
  }

  /**
   * What files hold.
   *
   * @param rowsRead dropped, folded, bad and good
   */
  record CheckCounts(
      long files, long rowsRead, long rowsDropped, long rowsFolded, long rowsBad, long rowsGood) {
    static CheckCounts of(List<FileTrial> trials) {
      return new CheckCounts(
          trials.size(),
          trials.stream().mapToLong(trial -> trial.counts().recordsRead()).sum(),
          trials.stream().mapToLong(trial -> trial.counts().recordsFiltered()).sum(),
          trials.stream().mapToLong(trial -> trial.counts().recordsFolded()).sum(),
          trials.stream().mapToLong(trial -> trial.counts().recordsBad()).sum(),
          trials.stream().mapToLong(trial -> trial.counts().goodRows()).sum());
    }
  }
}
