package org.churnwise.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WorkLabel;

/**
 * What was run and what it wrote. A stage writes a slice, its stage_runs row, its lineage and its
 * content hashes in one transaction, so a process killed at any moment leaves the old slice or the
 * new one, and the ledger always tells which.
 */
public final class Ledger {
  private final Warehouse warehouse;
  private final Run run;
  private final SliceContents contents;

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
  }

  /** The run that this ledger writes for. */
  public Run run() {
    return run;
  }

  /**
   * Opens the run. Runs that still read RUNNING were killed, for no two runs hold a schema at once:
   * they become INTERRUPTED, and the snapshots that they had asked for are forgotten.
   *
   * @param settings key to value of what the run works with, no secret among them
   */
  public void open(String configHash, Map<String, String> settings) {
    warehouse.transaction(
        () -> {
          warehouse.execute(Sql.named("run/mark_interrupted_runs"));
          warehouse.execute(Sql.named("run/forget_all_requested_snapshots"));
          Map<String, Object> row = new HashMap<>();
          row.put("run_id", run.id());
          row.put("command", run.command());
          row.put("arguments", run.arguments());
          row.put("config_hash", configHash);
          row.put("code_version", run.codeVersion());
          row.put("started_at", run.startedAt());
          row.put("status", "RUNNING");
          warehouse.insert(Tables.PIPELINE_RUNS, List.of(row));
          warehouse.insert(Tables.RUN_SETTINGS, settingRows(settings));
        });
  }

  private List<Map<String, Object>> settingRows(Map<String, String> settings) {
    List<Map<String, Object>> rows = new ArrayList<>();
    settings.forEach((setting, value) -> rows.add(settingRow(setting, value)));
    rows.add(settingRow(Run.AS_OF, run.asOf().toString()));
    return rows;
  }

  private Map<String, Object> settingRow(String setting, String value) {
    return Map.of("run_id", run.id(), "setting", setting, "value", value);
  }

  /** Closes the run with a status and, unless it is DONE, the one-line reason. */
  public void close(String status, String error) {
    warehouse.transaction(
        () -> {
          ResultRow opened =
              warehouse.query(Sql.named("run/pipeline_run").with("run_id", run.id())).get(0);
          Map<String, Object> row = new HashMap<>(opened.values());
          Instant now = run.clock().instant();
          row.put("ended_at", now);
          row.put("seconds", seconds(run.startedAt(), now));
          row.put("status", status);
          row.put("error", error);
          warehouse.delete(Tables.PIPELINE_RUNS, Map.of("run_id", run.id()));
          warehouse.insert(Tables.PIPELINE_RUNS, List.of(row));
        });
  }

  /** Slice to key of every slice that a stage has written last. */
  public Map<String, String> keys(String stage) {
    Map<String, String> keys = new LinkedHashMap<>();
    warehouse
        .query(Sql.named("run/stage_keys").with("stage", stage))
        .forEach(row -> keys.put(row.string("slice"), row.string("stage_key")));
    return keys;
  }

  /** The slices that are not already written with the same key; all of them if forced. */
  public List<StageSlice> outdated(List<StageSlice> slices, boolean force) {
    if (force || slices.isEmpty()) {
      return List.copyOf(slices);
    }
    Map<String, String> written = keys(slices.get(0).stage());
    return slices.stream()
        .filter(slice -> !slice.key().equals(written.get(slice.slice())))
        .toList();
  }

  /**
   * Runs the work of a stage for some slices. The work calls {@link Commit#commit} once; a failure
   * before or in it is recorded as a FAILED (or, for a refusal, REFUSED) stage run and rethrown,
   * and the slices stay as they were.
   */
  public void attempt(List<StageSlice> slices, Consumer<Commit> work) {
    Instant startedAt = run.clock().instant();
    try {
      warehouse.label(label(slices));
      work.accept(writes -> commit(slices, startedAt, writes));
    } catch (RuntimeException e) {
      recordFailure(slices, startedAt, e);
      throw e;
    }
    warehouse.label(WorkLabel.of(run.id())); // what follows is not this stage's work
  }

  /**
   * Labels the work that prepares these slices and comes before their {@link #attempt}, so that its
   * cost is told as the stage's.
   */
  public void announce(List<StageSlice> slices) {
    warehouse.label(label(slices));
  }

  /** Many slices by the first and the last: a label has to stay short. */
  private WorkLabel label(List<StageSlice> slices) {
    if (slices.isEmpty()) {
      return WorkLabel.of(run.id());
    }
    List<String> names = slices.stream().map(StageSlice::slice).sorted().toList();
    String first = names.get(0);
    String last = names.get(names.size() - 1);
    return new WorkLabel(
        run.id(), slices.get(0).stage(), names.size() == 1 ? first : first + ".." + last);
  }

  private void commit(
      List<StageSlice> slices, Instant startedAt, Supplier<Map<String, StageCounts>> writes) {
    warehouse.transaction(
        () -> {
          Map<String, StageCounts> counts = writes.get();
          List<Map<String, Object>> stages = new ArrayList<>();
          List<Map<String, Object>> edges = new ArrayList<>();
          for (StageSlice slice : slices) {
            Map<String, Object> row = stageRow(slice, startedAt, "DONE");
            StageCounts count = counts.getOrDefault(slice.slice(), new StageCounts(0, 0));
            row.put("rows_in", count.rowsIn());
            row.put("rows_out", count.rowsOut());
            stages.add(row);
            slice.inputs().forEach(input -> edges.add(edge(slice, input)));
          }
          warehouse.insert(Tables.STAGE_RUNS, stages);
          warehouse.insert(Tables.LINEAGE_EDGES, edges);
          contents.record(slices, counts);
        });
  }

  private void recordFailure(List<StageSlice> slices, Instant startedAt, RuntimeException failure) {
    boolean refused =
        failure instanceof ChurnException known
            && (known.exitCode() == ExitCode.DATA_REFUSED
                || known.exitCode() == ExitCode.MODEL_REFUSED);
    try {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (StageSlice slice : slices) {
        Map<String, Object> row = stageRow(slice, startedAt, refused ? "REFUSED" : "FAILED");
        row.put("error", String.valueOf(failure.getMessage()));
        rows.add(row);
      }
      warehouse.transaction(() -> warehouse.insert(Tables.STAGE_RUNS, rows));
    } catch (RuntimeException e) {
      failure.addSuppressed(e); // the first failure is the one to tell
    }
  }

  private Map<String, Object> stageRow(StageSlice slice, Instant startedAt, String status) {
    Instant now = run.clock().instant();
    Map<String, Object> row = new HashMap<>();
    row.put("run_id", run.id());
    row.put("stage", slice.stage());
    row.put("slice", slice.slice());
    row.put("stage_key", slice.key());
    row.put("started_at", startedAt);
    row.put("ended_at", now);
    row.put("seconds", seconds(startedAt, now));
    row.put("status", status);
    return row;
  }

  private Map<String, Object> edge(StageSlice slice, Input input) {
    return Map.of(
        "run_id", run.id(),
        "stage", slice.stage(),
        "input_name", input.name(),
        "input_slice", input.slice(),
        "input_hash", input.hash(),
        "output_name", slice.table(),
        "output_slice", slice.slice(),
        "output_hash", slice.key());
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /**
   * Ends a stage's work: the writes run in one transaction with the ledger rows and tell the rows
   * of each slice.
   */
  public interface Commit {
    void commit(Supplier<Map<String, StageCounts>> writes);
  }
}
