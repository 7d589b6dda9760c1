package org.churnwise.scoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.SnapshotOptions;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.quality.FeedFaults;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code score}: writes the champion's churn probabilities; by default for the snapshot at the
 * watermark.
 */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Score the customers of snapshots (default: the watermark) with the champion.")
public final class ScoreJob extends JobCommand {
  @Mixin private SnapshotOptions snapshots;

  @Mixin private ContactListOptions contactList;

  @Option(
      names = "--force",
      description = "Score again what was scored before: predictions are history otherwise.")
  private boolean force;

  @Option(
      names = "--contributions",
      paramLabel = "DIR",
      description = "Also write every contribution to the predictions as Parquet to a new folder.")
  private String contributions;

  public static void main(String[] args) {
    CommandLines.main(new ScoreJob(), args);
  }

  @Override
  protected void validate(Settings settings) {
    contactList.requireValid(snapshots.requested());
  }

  @Override
  protected ScoreResult run(Job job) {
    Stopwatch watch = Stopwatch.start();
    List<LocalDate> days = snapshots.requested();
    if (days.isEmpty()) {
      days = List.of(SnapshotRules.requireWatermark(job.ledger().view().loaded()));
    }
    FeatureCatalogue catalogue = FeatureCatalogue.load();
    ScoringRules rules = ScoringRules.of(job.settings(), catalogue);
    ContributionFiles files =
        new ContributionFiles(
            job::spark, job.warehouse(), job.ledger(), catalogue, rules.scoring());
    if (contributions != null) {
      files.requireWritable(contributions);
    }
    ScoreResult result =
        new ChurnScorer(job::spark, job.warehouse(), job.ledger(), rules)
            .score(days, force)
            .withFeedFaults(feedFaults(job, days));
    String slice = SnapshotOptions.spoken(days);
    job.console().stage(Stage.SCORE.toString(), slice, describe(result), watch.seconds());
    result.standing().ifPresent(why -> job.console().note(Stage.SCORE.toString(), slice, why));
    if (result.stopped() != null) {
      job.console().note(Stage.SCORE.toString(), slice, result.stopped() + "; nobody is contacted");
    }
    result
        .feedFaults()
        .forEach(
            fault ->
                job.console()
                    .note(
                        Stage.SCORE.toString(),
                        slice,
                        "warning: " + fault + "; the scores rest on these data"));
    if (!result.firstReasons().isEmpty()) {
      job.console().note(Stage.SCORE.toString(), slice, "first reasons: " + commonest(result));
    }
    if (contributions != null) {
      Stopwatch writing = Stopwatch.start();
      files.write(days, contributions);
      String what = "contributions in " + contributions;
      job.console().stage(Stage.SCORE.toString(), slice, what, writing.seconds());
    }
    return contactList.given() ? listed(job, rules, days.get(0), result) : result;
  }

  /** A list by the champion or, while that is stopped and the settings allow it, by recency. */
  private ScoreResult listed(Job job, ScoringRules rules, LocalDate day, ScoreResult result) {
    Optional<ModelWorth> stopped =
        new ModelRegistry(job.warehouse(), job.ledger())
            .champion()
            .flatMap(champion -> ModelWorth.stopping(job.warehouse(), champion));
    if (stopped.isEmpty()) {
      return result.withListed(writeList(job, rules, day), result.modelVersion());
    }
    if (!rules.scoring().fallsBackToRecency()) {
      throw ChurnException.modelRefused(
          "no contact list: %s; %s".formatted(stopped.get().spoken(), ModelWorth.REMEDY));
    }
    return result.withListed(writeRecencyList(job, rules, day, stopped.get()), "recency");
  }

  private long writeRecencyList(Job job, ScoringRules rules, LocalDate day, ModelWorth stopped) {
    Stopwatch watch = Stopwatch.start();
    long listed =
        new RecencyList(job.warehouse(), rules.value())
            .write(day, stopped, contactList.top(), contactList.file());
    String what =
        "%s to contact by the recency rule in %s"
            .formatted(Console.count(listed, "customer"), contactList.file());
    job.console().stage(Stage.SCORE.toString(), day.toString(), what, watch.seconds());
    noteOn(job, day, listed);
    return listed;
  }

  private static List<String> feedFaults(Job job, List<LocalDate> days) {
    FeedFaults feeds = new FeedFaults(job.warehouse(), job.ledger().view());
    return days.stream().flatMap(day -> feeds.spoken(day).stream()).toList();
  }

  private long writeList(Job job, ScoringRules rules, LocalDate day) {
    Stopwatch watch = Stopwatch.start();
    long listed =
        new ContactList(job::spark, job.warehouse(), job.ledger(), rules)
            .write(day, contactList.top(), contactList.file());
    String what = Console.count(listed, "customer") + " to contact in " + contactList.file();
    job.console().stage(Stage.SCORE.toString(), day.toString(), what, watch.seconds());
    if (CorrectedInputs.predictions(job.warehouse()).stream()
        .anyMatch(predictions -> predictions.snapshot().equals(day))) {
      job.console()
          .note(
              Stage.SCORE.toString(),
              day.toString(),
              "inputs corrected since: the list is from the predictions as they were made; score --force renews them");
    }
    noteOn(job, day, listed);
    return listed;
  }

  /** What a person should know of any list. */
  private static void noteOn(Job job, LocalDate day, long listed) {
    SnapshotRules labels =
        new SnapshotRules(job.settings().churn().windowDays(), job.settings().churn().graceDays());
    LocalDate watermark = SnapshotRules.requireWatermark(job.ledger().view().loaded());
    if (labels.isMature(day, watermark)) {
      job.console()
          .note(
              Stage.SCORE.toString(),
              day.toString(),
              "the outcome window closed on " + labels.windowEnd(day) + ": too late to contact");
    }
    if (listed == 0) {
      job.console()
          .note(
              Stage.SCORE.toString(),
              day.toString(),
              "empty: no contact is worth its cost, or value.budget allows none");
    }
  }

  private static String commonest(ScoreResult result) {
    return result.firstReasons().entrySet().stream()
        .limit(3)
        .map(entry -> entry.getKey() + " " + Console.count(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  static String describe(ScoreResult result) {
    return result.snapshotsWritten() == 0
        ? "up to date with " + result.modelVersion()
        : "%s customers with %s, %s predicted to churn, %s to contact, %s held out"
            .formatted(
                Console.count(result.customers()),
                result.modelVersion(),
                Console.count(result.flagged()),
                Console.count(result.contacts()),
                Console.count(result.heldOut()));
  }
}
