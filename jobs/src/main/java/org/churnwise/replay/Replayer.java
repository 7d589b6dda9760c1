package org.churnwise.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Rebuilds runs in a scratch warehouse and compares them. The tables there are empty at first, so
 * that every earlier run is rebuilt too, from the files as they were loaded, but not compared, and
 * only what a later run may have used. Costs about what the runs themselves cost; the live tables
 * are only read.
 */
public final class Replayer {
  private static final Set<Stage> MADE_FOR_LATER =
      Set.of(Stage.INGEST, Stage.FEATURES, Stage.LABEL, Stage.TRAIN);
  private static final Set<ExitCode> REFUSALS =
      Set.of(ExitCode.DATA_REFUSED, ExitCode.MODEL_REFUSED, ExitCode.USAGE);

  private final Warehouse live;
  private final Supplier<SparkSession> spark;
  private final Settings settings;
  private final Run replay;

  public Replayer(Warehouse live, Supplier<SparkSession> spark, Settings settings, Run replay) {
    this.live = live;
    this.spark = spark;
    this.settings = settings;
    this.replay = replay;
  }

  /**
   * The result of a replay.
   *
   * @param runs the requested ones
   * @param tables the live tables, each compared as a whole with what all runs built; empty unless
   *     all were requested and could be built
   */
  record Replayed(List<RunVerdict> runs, List<SliceComparison> tables) {}

  /**
   * Rebuilds the runs up to the last requested one and compares the requested ones. A run that
   * cannot be built, for example because a file that it needs has changed, is DIFFERENT, and so are
   * all later ones.
   */
  Replayed replay(RecordedHistory history, Set<String> wanted, Consumer<RunVerdict> progress) {
    List<RecordedRun> runs = upToTheLast(history.runs(), wanted);
    List<RunVerdict> verdicts = new ArrayList<>();
    List<SliceComparison> tables = new ArrayList<>();
    Consumer<RunVerdict> report =
        verdict -> {
          verdicts.add(verdict);
          progress.accept(verdict);
        };
    int sound = soundRuns(runs);
    List<RecordedRun> built = upToTheLast(runs.subList(0, sound), wanted);
    Optional<String> failure =
        built.isEmpty() ? Optional.empty() : build(history, built, wanted, report, tables);
    String why = failure.or(() -> brokenFile(runs, sound)).orElse("");
    runs.stream()
        .filter(run -> wanted.contains(run.id()))
        .filter(run -> verdicts.stream().noneMatch(verdict -> verdict.run().equals(run)))
        .forEach(run -> report.accept(RunVerdict.refused(run, why)));
    return new Replayed(verdicts, tables);
  }

  /** The runs up to the last wanted one; none if none is wanted. */
  static List<RecordedRun> upToTheLast(List<RecordedRun> runs, Set<String> wanted) {
    int end = 0;
    for (int i = 0; i < runs.size(); i++) {
      end = wanted.contains(runs.get(i).id()) ? i + 1 : end;
    }
    return runs.subList(0, end);
  }

  /** How many runs precede the first one with a missing or changed file. */
  private static int soundRuns(List<RecordedRun> runs) {
    int sound = 0;
    while (sound < runs.size() && brokenFile(runs, sound).isEmpty()) {
      sound++;
    }
    return sound;
  }

  private static Optional<String> brokenFile(List<RecordedRun> runs, int number) {
    if (number == runs.size()) {
      return Optional.empty();
    }
    try {
      runs.get(number).files().forEach(RecordedFile::find);
      return Optional.empty();
    } catch (ChurnException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Returns why building ended early, if it did. */
  private Optional<String> build(
      RecordedHistory history,
      List<RecordedRun> runs,
      Set<String> wanted,
      Consumer<RunVerdict> report,
      List<SliceComparison> tables) {
    Set<RecordedSlice> compared =
        runs.stream()
            .filter(run -> wanted.contains(run.id()))
            .flatMap(run -> run.slices().stream())
            .collect(Collectors.toSet());
    boolean isStopped = isAnyStopped(wanted);
    try (Warehouse scratch = live.scratch(scratchName())) {
      ForgottenCustomers.read(live).writeTo(scratch, replay);
      copyScores(scratch);
      RowComparison rows = new RowComparison(spark, live, scratch);
      SliceJudge judge =
          new SliceJudge(
              history, live, scratch, rows, new ModelRegistry(live, new Ledger(live, replay)));
      for (RecordedRun run : runs) {
        try {
          if (wanted.contains(run.id())) {
            report.accept(compare(history, run, scratch, judge));
          } else {
            replay(history, run, ledger(history, run, scratch), scratch)
                .rebuild(slice -> isNeeded(slice, compared) || isStopped && isEvaluation(slice));
          }
        } catch (ChurnException e) {
          if (!REFUSALS.contains(e.exitCode())) {
            throw e;
          }
          return Optional.of("run " + run.id() + " cannot be rebuilt: " + e.getMessage());
        }
      }
      if (runs.size() == history.runs().size() && wanted.size() == runs.size()) {
        tables.addAll(
            new StandingTables(live, scratch, rows, history.erasures())
                .compare(anyOfOtherCode(runs), oldestVersion(history)));
      }
    }
    return Optional.empty();
  }

  /** Whom a stopped champion's predictions lead to depends on what earlier ones came to. */
  private boolean isAnyStopped(Set<String> wanted) {
    return live.query(Sql.named("replay/runs_with_stopped_model")).stream()
        .anyMatch(row -> wanted.contains(row.string("run_id")));
  }

  private static boolean isEvaluation(RecordedSlice slice) {
    return slice.isOf(Stage.SCORE) || slice.isOf(Stage.MONITOR) && !isDrift(slice);
  }

  /**
   * Where texts are paid for, and a function of then may be gone, scores are taken over. The model
   * of this process scores anew, so that a replay shows what another version of it changes.
   */
  private void copyScores(Warehouse scratch) {
    if (live.localThreads().isPresent()) {
      return;
    }
    Table scores = Tables.SENTIMENT_CACHE;
    Table landing = new Table("landing_" + scores.name(), scores.columns(), scores.ddl());
    scratch.land(landing, live.read(spark.get(), scores.rows(), scores));
    scratch.insertFrom(scores, landing.rows());
    scratch.discard(landing);
  }

  private boolean anyOfOtherCode(List<RecordedRun> runs) {
    return runs.stream().anyMatch(run -> !run.codeVersion().equals(replay.codeVersion()));
  }

  private static long oldestVersion(RecordedHistory history) {
    return history.runs().stream()
        .mapToLong(history::hashVersion)
        .min()
        .orElse(Migrations.newest());
  }

  private RunVerdict compare(
      RecordedHistory history, RecordedRun run, Warehouse scratch, SliceJudge judge) {
    Ledger ledger = ledger(history, run, scratch);
    ReplayConditions conditions = new ReplayConditions(run, ledger, settings);
    return new RunVerdict(
        run,
        replay(history, run, ledger, scratch).compare(judge, conditions),
        Optional.empty(),
        conditions.codeDifference());
  }

  private Ledger ledger(RecordedHistory history, RecordedRun run, Warehouse scratch) {
    Run again = run.again(replay.codeVersion(), replay.clock());
    return new Ledger(scratch, again, history.hashVersion(run));
  }

  private RunReplay replay(
      RecordedHistory history, RecordedRun run, Ledger ledger, Warehouse scratch) {
    ReplayStages stages =
        new ReplayStages(
            run,
            live,
            scratch,
            ledger,
            spark,
            ReplaySettings.of(run, settings),
            history.firstFunction(new LoadedFiles(live).scoredBy()));
    ModelRegistry registry = new ModelRegistry(scratch, ledger);
    TakenOver takenOver = new TakenOver(history, run, live, scratch, ledger, registry);
    return new RunReplay(run, scratch, stages, registry, takenOver);
  }

  private String scratchName() {
    return "churnwise_replay_" + replay.id().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Only evaluations need scores, only later evaluations need earlier ones, and drift is judged by
   * what was found before.
   */
  static boolean isNeeded(RecordedSlice slice, Set<RecordedSlice> compared) {
    return slice.knownStage().filter(MADE_FOR_LATER::contains).isPresent()
        || compared.stream()
            .anyMatch(
                other ->
                    other.isOf(Stage.MONITOR)
                        && (slice.isOf(Stage.SCORE)
                            || slice.name().equals(other.name())
                            || isDrift(other) && (isDrift(slice) || isForEstimates(slice, other))));
  }

  private static boolean isDrift(RecordedSlice slice) {
    return slice.isOf(Stage.MONITOR)
        && SliceId.of(Stage.MONITOR, slice.name()) instanceof SliceId.Drift;
  }

  /** Predictions are estimated by what earlier ones realised. */
  private static boolean isForEstimates(RecordedSlice slice, RecordedSlice drift) {
    return slice.isOf(Stage.MONITOR)
        && SliceId.of(Stage.MONITOR, drift.name()) instanceof SliceId.Drift compared
        && compared.subject() == SliceId.DriftSubject.PREDICTION;
  }
}
