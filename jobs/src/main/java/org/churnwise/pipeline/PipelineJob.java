package org.churnwise.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Stopwatch;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.AcceptOption;
import org.churnwise.ingest.BundledSample;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.ingest.FileDiscovery;
import org.churnwise.ingest.FoundFiles;
import org.churnwise.ingest.IngestConsole;
import org.churnwise.ingest.IngestSource;
import org.churnwise.ingest.LoadTerms;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.monitoring.MonitorSummaries;
import org.churnwise.notification.AlertNotifier;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.FeedFaults;
import org.churnwise.report.Report;
import org.churnwise.report.ReportFile;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.sample.SampleResult;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.scoring.ScoringRules;
import org.churnwise.sql.Sql;
import org.churnwise.training.TrainingRules;
import org.churnwise.training.TrainingStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pipeline}: the month loop in one process, in one of five modes. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Run the stages month by month. Every mode continues from the state of the tables; after a kill, run the same command again.",
      "Without ingest.source it runs on a generated sample, in a warehouse that holds nothing else."
    })
public class PipelineJob extends JobCommand {
  private static final int SAMPLE_CUSTOMERS = 5000;
  private static final long SAMPLE_SEED = 42;

  @Option(
      names = "--mode",
      required = true,
      paramLabel = "MODE",
      description = "init, train, continuous, drift or all.")
  private String mode;

  @Option(
      names = "--months",
      defaultValue = "4",
      description = "Base months loaded before the first training (default: ${DEFAULT-VALUE}).")
  private int trainMonths;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      description = "At most N months after the first training (default: no limit).")
  private Integer maxIterations;

  @Option(names = "--accept", paramLabel = "TEXT", description = AcceptOption.DESCRIPTION)
  private List<String> accept = List.of();

  private Contract contract;
  private boolean isSample;
  private FoundFiles found;
  private LoadTerms terms;

  public static void main(String[] args) {
    CommandLines.main(new PipelineJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.CREATED;
  }

  @Override
  protected void validate(Settings settings) {
    PipelineMode.of(mode);
    requireAtLeast("--months", trainMonths, 1);
    requireAtLeast("--max-iterations", limit(), 0);
    terms = LoadTerms.ofWholeMonths(accept.stream().map(Acceptance::parse).toList());
    contract = Contract.load(settings.ingest().contract());
    Optional<FoundFiles> files = IngestSource.files(settings, contract);
    isSample = files.isEmpty();
    if (isSample) {
      BundledSample.requireAllowed(settings);
      return;
    }
    found = files.get();
    if (!contract.hasTables()) {
      MonthPlan.of(found.files()); // refuses before anything is opened
    }
  }

  private MonthPlan plan(Job job) {
    if (isSample) {
      return planOfSample(job);
    }
    found = IngestSource.withTables(found, contract, job);
    return MonthPlan.of(found.files());
  }

  private static void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw ChurnException.usage(option + " " + value + " is too small; give at least " + least);
    }
  }

  private int limit() {
    return maxIterations == null ? Integer.MAX_VALUE : maxIterations;
  }

  @Override
  protected PipelineResult run(Job job) {
    Settings settings = job.settings();
    job.console().line("pipeline --mode " + mode + " into " + job.warehouse().description());
    MonthPlan months = plan(job);
    months.refuseChangedFiles(job.warehouse());
    if (PipelineMode.of(mode) == PipelineMode.INIT) {
      new IngestConsole(job.console()).found(found);
    }
    StageTimes times = new StageTimes(job.console());
    LoadedMonths loaded = new LoadedMonths(job.ledger().view());
    List<Retrained> retrained =
        new MLPipelineOrchestrator(months, loaded, stages(job), times, settings.retrain())
            .run(PipelineMode.of(mode), trainMonths, iterationsLeft(job, months));
    times.print();
    return summary(job, retrained);
  }

  private int iterationsLeft(Job job, MonthPlan months) {
    return BegunMonths.of(job.warehouse(), job.run().arguments())
        .left(limit(), monthsBeforeIterations(job, months));
  }

  /** Up to the first training or, if nothing was trained yet, those that it waits for. */
  private List<YearMonth> monthsBeforeIterations(Job job, MonthPlan months) {
    return new ModelRegistry(job.warehouse(), job.ledger())
        .versions().stream()
            .map(ModelVersion::trainedOnWatermark)
            .min(LocalDate::compareTo)
            .map(first -> months.allMonths().stream().filter(m -> endsBy(m, first)).toList())
            .orElseGet(() -> months.baseMonths().stream().limit(trainMonths).toList());
  }

  private static boolean endsBy(YearMonth month, LocalDate day) {
    return !month.plusMonths(1).atDay(1).isAfter(day);
  }

  private MonthPlan planOfSample(Job job) {
    LoadedFiles loaded = job.ledger().view().loaded();
    if (!BundledSample.isGenerated()) {
      BundledSample.requireEmpty(loaded);
      generateSample(job.console());
    }
    found = new FileDiscovery(contract).find(BundledSample.FOLDER);
    MonthPlan months = MonthPlan.of(found.files());
    BundledSample.requireOnly(loaded, found.files());
    return months;
  }

  private static void generateSample(Console console) {
    Path folder = Path.of(BundledSample.FOLDER);
    Stopwatch watch = Stopwatch.start();
    SampleResult sample =
        new SampleGenerator(new SampleOptions(SAMPLE_CUSTOMERS, SAMPLE_SEED, folder)).generate();
    console.stage(
        "sample",
        "",
        "%s sales, %s comments in %s"
            .formatted(
                Console.count(sample.salesRows()), Console.count(sample.feedbackRows()), folder),
        watch.seconds());
  }

  private Stages stages(Job job) {
    Settings settings = job.settings();
    SnapshotRules rules =
        new SnapshotRules(settings.churn().windowDays(), settings.churn().graceDays());
    FeatureCatalogue catalogue = FeatureCatalogue.load();
    return new WarehouseStages(
        new MonthLoads(
            new DataIngestionPipeline(
                job.warehouse(), job.ledger(), job::spark, contract, settings.sentiment()),
            terms,
            job.console()),
        new FeatureEngineer(job.warehouse(), job.ledger(), catalogue),
        new ChurnLabeler(job.warehouse(), job.ledger(), rules),
        new ModelMonitor(job.warehouse(), job.ledger(), settings),
        new FeedFaults(job.warehouse(), job.ledger().view()),
        new TrainingStage(
            job::spark, job.warehouse(), job.ledger(), TrainingRules.of(settings, catalogue)),
        new ModelTracking(settings.mlflow(), job.warehouse(), job.ledger()),
        new ChurnScorer(
            job::spark, job.warehouse(), job.ledger(), ScoringRules.of(settings, catalogue)),
        new ModelRegistry(job.warehouse(), job.ledger()));
  }

  private static PipelineResult summary(Job job, List<Retrained> retrained) {
    LoadedFiles loaded = job.ledger().view().loaded();
    Optional<ModelVersion> inProduction =
        new ModelRegistry(job.warehouse(), job.ledger()).champion();
    String champion = inProduction.map(ModelVersion::version).orElse("none");
    Optional<String> stopped =
        inProduction
            .flatMap(model -> ModelWorth.stopping(job.warehouse(), model))
            .map(ModelWorth::spoken);
    long slices =
        job.warehouse()
            .query(Sql.named("run/slices_written").with("run_id", job.run().id()))
            .get(0)
            .longValue("slices");
    new AlertNotifier(job.settings().alerts(), job.warehouse(), job.ledger()).judgeFreshness();
    long alerts = new AlertManager(job.warehouse(), job.ledger()).active().size();
    Console console = job.console();
    MonitorSummaries.printPerformance(console, job.warehouse());
    if (slices == 0) {
      console.line("nothing to do: everything is up to date");
    }
    console.line(
        "watermark %s, champion %s, %s"
            .formatted(
                loaded.watermark().map(Object::toString).orElse("none"),
                champion,
                Console.count(alerts, "open alert")));
    stopped.ifPresent(why -> console.line(why + "; " + ModelWorth.REMEDY));
    console.line("warehouse " + job.warehouse().description() + ", log " + logFile());
    if (job.settings().report().endsPipeline()) {
      writeReport(job);
    }
    return new PipelineResult(
        slices,
        loaded.watermark().map(Object::toString).orElse(null),
        champion,
        alerts,
        stopped.orElse(null),
        retrained);
  }

  /** The tables are written; a report that cannot be written takes nothing from them. */
  private static void writeReport(Job job) {
    ReportFile file = ReportFile.ofWarehouse(job.settings());
    try {
      int customers = job.settings().report().customers();
      file.write(new Report(job.warehouse(), job.ledger(), customers).html());
      job.console().line("report " + file);
    } catch (ChurnException e) {
      job.console().line("no report: " + e.getMessage());
    }
  }

  private static Path logFile() {
    return Path.of(System.getProperty("churn.log", "ml_pipeline.log")).toAbsolutePath();
  }

  /**
   * The state at the end of a pipeline run.
   *
   * @param slicesWritten slices that any stage wrote; 0 means that there was nothing to do
   * @param watermark first day not known to be loaded; null before the first sale
   * @param champion model version in production, or {@code none}
   * @param stopped why there is no contact list by the champion; null if there is one
   * @param retrainings trainings of this run after the first one
   */
  record PipelineResult(
      long slicesWritten,
      String watermark,
      String champion,
      long openAlerts,
      String stopped,
      List<Retrained> retrainings) {}
}
