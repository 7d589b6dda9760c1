package org.churnwise.inspection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.churnwise.cli.Attention;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.BundledSample;
import org.churnwise.ingest.FileDiscovery;
import org.churnwise.ingest.IngestSource;
import org.churnwise.ingest.SourceFile;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.inspection.Restatement.RestatedColumn;
import org.churnwise.inspection.Restatement.RestatedSlice;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.monitoring.EstimateTexts;
import org.churnwise.monitoring.InterimTexts;
import org.churnwise.monitoring.MonitorSummaries;
import org.churnwise.notification.Freshness;
import org.churnwise.pipeline.LoadedMonths;
import org.churnwise.pipeline.MonthPlan;
import org.churnwise.quality.Alert;
import org.churnwise.quality.Diagnoses;
import org.churnwise.quality.Diagnosis;
import org.churnwise.run.DataFault;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.warehouse.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code status}: the loaded files, the watermark, the champion, open alerts, and what would run
 * next. Changes nothing.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show the loaded files, the watermark, the champion, open alerts, and what would run next.")
public final class StatusJob extends JobCommand {
  @Option(
      names = "--conf-show",
      description = "Print every setting with its value and where it comes from.")
  private boolean confShow;

  @Option(
      names = "--restated",
      description =
          "Also compute how far features and labels moved since they were first written, because their inputs were corrected.")
  private boolean restated;

  @Option(
      names = "--fail-on",
      paramLabel = "alert|stale",
      description =
          "End with exit code 7 if an alert is open that nobody has acknowledged or snoozed (alert),"
              + " or if the newest sale is older than monitoring.max-age-days (stale). Repeatable.")
  private List<FailOn> failOn = List.of();

  /** What a scheduler can ask about; written as the option takes it. */
  enum FailOn {
    alert,
    stale
  }

  public static void main(String[] args) {
    CommandLines.main(new StatusJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected boolean tellsState() {
    return true;
  }

  @Override
  protected Optional<Record> answerWithoutWarehouse(Settings settings, Console console) {
    if (confShow) {
      settings.resolved().table().forEach(console::line);
      return Optional.of(StatusResult.NOTHING);
    }
    Path file = settings.warehouse().path();
    if (settings.warehouse().kind().equals("snowflake") || Files.exists(file)) {
      return Optional.empty();
    }
    console.line("nothing loaded: database " + file + " does not exist");
    console.line(
        IngestSource.configured(settings).isEmpty() && !settings.ingest().sampleAllowed()
            ? "next: set ingest.source to the folder of your files"
            : "next: submit/churn pipeline --mode all");
    return Optional.of(StatusResult.NOTHING);
  }

  @Override
  protected StatusResult run(Job job) {
    Console console = job.console();
    console.line(job.warehouse().description());
    LoadedFiles loaded = job.ledger().view().loaded();
    printFiles(console, loaded);
    console.line(
        "watermark "
            + loaded
                .watermark()
                .map(day -> day + " (all earlier sales are loaded)")
                .orElse("none"));
    loaded.scoredBy().ifPresent(by -> console.line("sentiment by " + spoken(by, job.warehouse())));
    printFaults(job);
    UnendedRuns.print(job);
    remains(job.warehouse()).ifPresent(console::line);
    Optional<ModelVersion> champion = new ModelRegistry(job.warehouse(), job.ledger()).champion();
    console.line("champion  " + champion.map(StatusJob::describe).orElse("none"));
    Optional<String> stopped =
        champion
            .flatMap(model -> ModelWorth.stopping(job.warehouse(), model))
            .map(ModelWorth::spoken);
    stopped.ifPresent(why -> console.line("stopped   " + why + "; " + ModelWorth.REMEDY));
    printDiagnosis(job);
    MonitorSummaries.printPerformance(console, job.warehouse());
    EstimateTexts.newest(job.warehouse(), champion.map(ModelVersion::version))
        .ifPresent(line -> console.line("estimate  " + line));
    InterimTexts.newest(InterimTexts.read(job.warehouse()))
        .forEach(look -> console.line("interim   " + InterimTexts.line(look)));
    List<Alert> alerts = OpenAlerts.read(job);
    OpenAlerts.print(job, alerts);
    Freshness freshness =
        Freshness.of(loaded, job.run().asOf(), job.settings().alerts().maxAgeDays());
    if (freshness.isStale()) {
      console.line("stale     " + freshness.spoken());
    }
    StaleSlices stale = StaleSlices.of(job);
    stale.print(console);
    if (restated) {
      printRestated(console, new Restatement(job).slices());
    }
    console.line("next      " + next(job, loaded, champion));
    return new StatusResult(
        withoutReleases(loaded.files()),
        loaded.watermark().map(Object::toString).orElse(null),
        champion.map(ModelVersion::version).orElse(null),
        stopped.orElse(null),
        alerts.size(),
        stale.count(),
        freshness.isStale(),
        failOn.stream().filter(what -> holds(what, job, alerts, freshness)).distinct().toList());
  }

  private static boolean holds(FailOn what, Job job, List<Alert> alerts, Freshness freshness) {
    return switch (what) {
      case alert -> OpenAlerts.needSomebody(job, alerts);
      case stale -> freshness.isStale();
    };
  }

  private static void printRestated(Console console, List<RestatedSlice> slices) {
    console.line("restated  " + (slices.isEmpty() ? "none" : slices.size() + " slices"));
    List<List<String>> rows = new ArrayList<>();
    for (RestatedSlice slice : slices) {
      String customers =
          "%d of %d changed, %d added, %d removed"
              .formatted(slice.changed(), slice.rows(), slice.added(), slice.removed());
      rows.add(List.of(slice.stage() + " " + slice.snapshot(), "customers", customers, ""));
      for (RestatedColumn column : slice.columns()) {
        rows.add(
            List.of(
                "",
                column.name(),
                column.changed() + " changed",
                column.largest() == null ? "" : "by up to %.4g".formatted(column.largest())));
      }
    }
    if (!rows.isEmpty()) {
      console.table(List.of("slice", "column", "rows", "difference"), rows);
    }
  }

  private static void printFiles(Console console, LoadedFiles loaded) {
    Map<String, List<LoadedFile>> byFeed = new TreeMap<>();
    loaded
        .files()
        .forEach(file -> byFeed.computeIfAbsent(file.feed(), feed -> new ArrayList<>()).add(file));
    List<List<String>> rows = new ArrayList<>();
    byFeed.forEach(
        (feed, files) ->
            rows.add(
                List.of(
                    feed,
                    String.valueOf(withoutReleases(files)),
                    Console.count(files.stream().mapToLong(LoadedFile::rowsLoaded).sum()),
                    files.stream()
                        .filter(file -> file.lastDay().isPresent()) // customers have no days
                        .flatMap(file -> file.firstDay().stream())
                        .min(LocalDate::compareTo)
                        .map(Object::toString)
                        .orElse("-"),
                    files.stream()
                        .flatMap(file -> file.lastDay().stream())
                        .max(LocalDate::compareTo)
                        .map(Object::toString)
                        .orElse("-"))));
    console.table(List.of("feed", "files", "rows", "first day", "last day"), rows);
  }

  /** Rows that came out of quarantine belong to a file that is loaded already. */
  private static int withoutReleases(List<LoadedFile> loads) {
    return (int) loads.stream().filter(load -> !load.isRelease()).count();
  }

  private static void printFaults(Job job) {
    for (DataFault fault : job.ledger().view().faults().all()) {
      job.console().line("fault     " + fault.withAcceptance());
    }
  }

  private static void printDiagnosis(Job job) {
    List<Diagnosis> all = Diagnoses.of(job.ledger().view(), job.warehouse()).all();
    if (!all.isEmpty()) {
      Diagnosis newest = all.get(all.size() - 1);
      job.console().line("diagnosis %s %s".formatted(newest.snapshotDate(), newest.spoken()));
    }
  }

  /** What an erasure could not finish, and a command that only reads cannot either. */
  static Optional<String> remains(Warehouse warehouse) {
    return warehouse.hasRemains()
        ? Optional.of(
            "erased    bytes of erased customers are still in the file, which could not be written anew; any command that writes does that, such as submit/churn ingest")
        : Optional.empty();
  }

  /** The embedded warehouse has no functions of Snowflake: a model of this project answers. */
  private static String spoken(SentimentFunction function, Warehouse warehouse) {
    return warehouse.localThreads().isPresent()
        ? "this project's own model, in place of " + function.call()
        : function.call();
  }

  private static String describe(ModelVersion champion) {
    return champion.version() + ", trained at watermark " + champion.trainedOnWatermark();
  }

  private static String next(Job job, LoadedFiles loaded, Optional<ModelVersion> champion) {
    try {
      Contract contract = Contract.load(job.settings().ingest().contract());
      Optional<String> configured = IngestSource.configured(job.settings());
      if (contract.hasTables()) {
        return "look for new rows of the contract's tables: submit/churn pipeline --mode all";
      }
      if (configured.isEmpty()) {
        BundledSample.requireAllowed(job.settings());
        BundledSample.requireOnly(loaded, filesOfSample(contract));
        if (!BundledSample.isGenerated()) {
          return "set ingest.source to the folder of your files, or run submit/churn pipeline --mode all for a sample";
        }
      }
      String source = configured.orElse(BundledSample.FOLDER);
      MonthPlan plan = MonthPlan.of(new FileDiscovery(job.warehouse(), contract).discover(source));
      return next(job, plan, source, champion);
    } catch (ChurnException e) {
      return e.getMessage();
    }
  }

  private static String next(
      Job job, MonthPlan plan, String source, Optional<ModelVersion> champion) {
    LoadedMonths months = new LoadedMonths(job.ledger().view());
    List<YearMonth> missing =
        plan.allMonths().stream().filter(month -> !months.contains(month)).toList();
    if (!missing.isEmpty()) {
      String last = missing.size() == 1 ? "" : " to " + missing.get(missing.size() - 1);
      return "load %s%s from %s: submit/churn pipeline --mode all"
          .formatted(missing.get(0), last, source);
    }
    return "nothing: every month of %s is loaded%s"
        .formatted(source, champion.isEmpty() ? "; there is no champion yet" : "");
  }

  private static List<SourceFile> filesOfSample(Contract contract) {
    return BundledSample.isGenerated()
        ? new FileDiscovery(contract).discover(BundledSample.FOLDER)
        : List.of();
  }

  /**
   * The state in numbers.
   *
   * @param watermark null before the first sale
   * @param champion null if no model is in production
   * @param stopped why there is no contact list by the champion; null if there is one
   * @param staleSlices that no longer agree with what they were made from
   * @param salesStale whether the newest sale is too old
   * @param failedOn the conditions of {@code --fail-on} that hold
   */
  record StatusResult(
      int filesLoaded,
      String watermark,
      String champion,
      String stopped,
      long openAlerts,
      int staleSlices,
      boolean salesStale,
      List<FailOn> failedOn)
      implements Attention {
    static final StatusResult NOTHING =
        new StatusResult(0, null, null, null, 0, 0, false, List.of());

    @Override
    public boolean needsSomebody() {
      return !failedOn.isEmpty();
    }
  }
}
