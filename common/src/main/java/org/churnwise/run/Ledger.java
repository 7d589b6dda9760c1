package org.churnwise.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.StageRun.Outcome;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WorkLabel;

/**
 * What was run and what it wrote. A stage writes a slice, its stage_runs row, its lineage and its
 * content hashes in one transaction, so a process killed at any moment leaves the old slice or the
 * new one, and the ledger always tells which.
 */
public final class Ledger {
  private static final RecordRows<Setting> SETTINGS =
      new RecordRows<>(Tables.RUN_SETTINGS, Setting.class, "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final SliceContents contents;
  private final LedgerView view;
  private WorkLabel label;
  private String configHash;
  private Consumer<WorkLabel> follower = next -> {};
  private Consumer<StageEvent> listener = event -> {};
  private Optional<Work> prepared = Optional.empty();
  private volatile Optional<Work> work = Optional.empty();

  public Ledger(Warehouse warehouse, Run run) {
    this(warehouse, run, Migrations.newest());
  }

  /**
   * @param hashVersion of the content hashes that it records, see {@link ContentHash}
   */
  public Ledger(Warehouse warehouse, Run run, long hashVersion) {
    this.warehouse = warehouse;
    this.run = run;
    this.contents = new SliceContents(warehouse, run, hashVersion);
    this.view = new LedgerView(warehouse);
    this.label = WorkLabel.of(run.id());
  }

  /** The run that this ledger writes for. */
  public Run run() {
    return run;
  }

  /**
   * Opens the run. Runs that still read RUNNING were killed, for no two runs hold a schema at once:
   * they become INTERRUPTED.
   *
   * @param settings key to value of what the run works with, no secret among them
   */
  public void open(String configHash, Map<String, String> settings) {
    warehouse.transaction(
        () -> {
          warehouse.execute(Sql.named("run/mark_interrupted_runs"));
          this.configHash = configHash;
          insertRun(Optional.empty(), "RUNNING", Optional.empty());
          SETTINGS.insert(warehouse, settings(settings), run.id());
        });
    listener.accept(StageEvent.started(List.of()));
  }

  private List<Setting> settings(Map<String, String> settings) {
    List<Setting> rows = new ArrayList<>();
    settings.forEach((setting, value) -> rows.add(new Setting(setting, value)));
    rows.add(new Setting(Run.AS_OF, run.asOf().toString()));
    rows.add(new Setting(Run.MACHINE, Machine.current().toString()));
    return rows;
  }

  /** Closes the opened run with a status and, unless it is DONE, the one-line reason. */
  public void close(String status, String error) {
    warehouse.transaction(
        () -> {
          warehouse.delete(Tables.PIPELINE_RUNS, Map.of("run_id", run.id()));
          insertRun(Optional.of(run.clock().instant()), status, Optional.ofNullable(error));
        });
    listener.accept(StageEvent.ended(List.of(), status, Optional.ofNullable(error)));
  }

  /**
   * Closes the opened run as INTERRUPTED, and so marks the slices that were at work. For another
   * thread, which has taken the warehouse over.
   */
  public void interrupt(String reason) {
    Optional<Work> cut = work;
    List<StageRun> rows =
        cut.map(atWork -> failed(atWork, "INTERRUPTED", reason)).orElse(List.of());
    warehouse.transaction(() -> StageRun.ROWS.insert(warehouse, rows));
    cut.ifPresent(
        atWork ->
            listener.accept(StageEvent.ended(atWork.slices(), "INTERRUPTED", Optional.of(reason))));
    close("INTERRUPTED", reason);
  }

  private void insertRun(Optional<Instant> endedAt, String status, Optional<String> error) {
    PipelineRun row = PipelineRun.of(run, configHash, endedAt, status, error);
    PipelineRun.ROWS.insert(warehouse, List.of(row));
  }

  /** Tells what each following stretch of work is for, when it begins. */
  public void follow(Consumer<WorkLabel> next) {
    follower = next;
  }

  /**
   * Tells what becomes of the run and of each stage's work. A listener never throws; it hears of a
   * failure, an end or an interruption after the tables, and of the last by another thread.
   */
  public void listen(Consumer<StageEvent> to) {
    listener = to;
  }

  /** What the tables say now. */
  public LedgerView view() {
    return view;
  }

  /** The slices that are not already written with the same key; all of them if forced. */
  public List<StageSlice> outdated(List<StageSlice> slices, boolean force) {
    return slices.stream()
        .filter(
            slice -> force || !view.key(slice.stage(), slice.id()).equals(Optional.of(slice.key())))
        .toList();
  }

  /** The same with nothing to compute before the writes. */
  public <T> T commit(List<StageSlice> slices, Supplier<Written<T>> writes) {
    return commit(slices, () -> null, nothing -> writes.get());
  }

  /**
   * Computes, and then writes slices and the ledger's rows of them in one transaction. A failure is
   * recorded as a FAILED (or, for a refusal, REFUSED) stage run and rethrown, and the slices stay
   * as they were. Spark's jobs and the warehouse's statements carry stage and slice meanwhile.
   *
   * @param compute what comes before the transaction; for example a Spark job that lands rows
   * @param writes what is done in the transaction
   * @return the result of the writes
   */
  public <R, T> T commit(
      List<StageSlice> slices, Supplier<R> compute, Function<R, Written<T>> writes) {
    Work begun = begin(slices);
    work = Optional.of(begun);
    try {
      return labelled(
          slices,
          () -> {
            R computed = compute.get();
            return committed(begun, () -> writes.apply(computed));
          });
    } catch (RuntimeException e) {
      view.failed();
      recordFailure(begun, e);
      throw e;
    } finally {
      work = Optional.empty();
      prepared = Optional.empty();
    }
  }

  /**
   * Does work that comes before the commit of slices, labelled as theirs. Time and bytes of the
   * next commit of any of them, or of a refusal, count from the beginning of the first such work.
   */
  public <R> R prepare(List<StageSlice> slices, Supplier<R> work) {
    prepared = Optional.of(begun(slices));
    return labelled(slices, work);
  }

  /** Records that a slice is refused, and returns the reason to be thrown. */
  public ChurnException refused(StageSlice slice, ChurnException reason) {
    recordFailure(begin(List.of(slice)), reason);
    return reason;
  }

  /** Says of the Spark jobs of a session that has just started what they are for. */
  public void labelSpark() {
    SparkJobGroup.of(label).set();
    LogContext.set(label);
  }

  private <R> R labelled(List<StageSlice> slices, Supplier<R> work) {
    SparkJobGroup before = SparkJobGroup.current();
    label(label(slices));
    try {
      return work.get();
    } finally {
      label(WorkLabel.of(run.id())); // what follows is not this stage's work
      before.set();
    }
  }

  private void label(WorkLabel next) {
    label = next;
    follower.accept(next);
    warehouse.label(next);
    LogContext.set(next);
    SparkJobGroup.of(next).set();
  }

  /** Many slices by the first and the last: a label has to stay short. */
  private WorkLabel label(List<StageSlice> slices) {
    if (slices.isEmpty()) {
      return WorkLabel.of(run.id());
    }
    List<String> names = slices.stream().map(slice -> slice.id().toString()).sorted().toList();
    String first = names.get(0);
    String last = names.get(names.size() - 1);
    return new WorkLabel(
        run.id(),
        slices.get(0).stage().toString(),
        names.size() == 1 ? first : first + ".." + last);
  }

  private <T> T committed(Work begun, Supplier<Written<T>> writes) {
    Written<T> written =
        warehouse.transaction(
            () -> {
              Written<T> done = writes.get();
              record(begun, done);
              return done;
            },
            view::failed);
    view.committed(withTakenBack(begun.slices(), written));
    listener.accept(StageEvent.complete(begun.slices(), written));
    return written.result();
  }

  private static List<StageSlice> withTakenBack(List<StageSlice> slices, Written<?> written) {
    return Stream.concat(
            slices.stream(), written.takenBack().stream().map(Written.TakenBack::slice))
        .toList();
  }

  private void record(Work begun, Written<?> written) {
    List<StageSlice> slices = withTakenBack(begun.slices(), written);
    Outcome done = outcome(begun, "DONE", Optional.empty()); // of all that is committed together
    List<StageRun> stages = new ArrayList<>();
    List<LineageEdge> edges = new ArrayList<>();
    for (StageSlice slice : slices) {
      stages.add(StageRun.of(run, slice, done, Optional.of(written.counts(slice))));
      if (!slice.isTakenBack()) {
        edges.addAll(LineageEdge.of(slice, written.made(slice)));
      }
    }
    StageRun.ROWS.insert(warehouse, stages);
    LineageEdge.ROWS.insert(warehouse, edges, run.id());
    contents.record(slices, written);
  }

  private void recordFailure(Work begun, RuntimeException failure) {
    boolean refused =
        failure instanceof ChurnException known
            && (known.exitCode() == ExitCode.DATA_REFUSED
                || known.exitCode() == ExitCode.MODEL_REFUSED);
    String status = refused ? "REFUSED" : "FAILED";
    String reason = String.valueOf(failure.getMessage());
    try {
      List<StageRun> rows = failed(begun, status, reason);
      warehouse.transaction(() -> StageRun.ROWS.insert(warehouse, rows));
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the first failure is the one to tell
    }
    listener.accept(StageEvent.ended(begun.slices(), status, Optional.of(reason)));
  }

  private List<StageRun> failed(Work begun, String status, String reason) {
    Outcome failed = outcome(begun, status, Optional.of(reason));
    return begun.slices().stream()
        .map(slice -> StageRun.of(run, slice, failed, Optional.empty()))
        .toList();
  }

  private Work begin(List<StageSlice> slices) {
    listener.accept(StageEvent.started(slices));
    return begun(slices);
  }

  private Work begun(List<StageSlice> slices) {
    return prepared
        .filter(before -> before.slices().stream().anyMatch(slices::contains))
        .map(before -> new Work(slices, before.startedAt(), before.meter()))
        .orElseGet(() -> work(slices));
  }

  private Work work(List<StageSlice> slices) {
    return new Work(slices, run.clock().instant(), Usage.start(warehouse.traffic()));
  }

  private Outcome outcome(Work begun, String status, Optional<String> error) {
    return new Outcome(
        begun.startedAt(), run.clock().instant(), begun.meter().read(), status, error);
  }

  /** The slices that are computed or written right now. */
  private record Work(List<StageSlice> slices, Instant startedAt, Usage.Meter meter) {}

  private record Setting(String setting, String value) {}
}
