package org.churnwise.run;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What the tables say, as far as this run has asked: each fact is read once, and again after a
 * write of this run that may have changed it. Nobody else writes: a run holds its schema.
 */
public final class LedgerView {
  private final Warehouse warehouse;
  private final Map<Class<?>, Object> facts = new HashMap<>();
  private Map<Stage, Map<SliceId, String>> keys;

  LedgerView(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Slice to key of every slice that a stage has written last. */
  public Map<SliceId, String> keys(Stage stage) {
    if (keys == null) {
      keys = readKeys();
    }
    return keys.get(stage);
  }

  /** The key that a slice was written with last; empty if it was never written. */
  public Optional<String> key(Stage stage, SliceId slice) {
    return Optional.ofNullable(keys(stage).get(slice));
  }

  /** The slice as an input of another; empty if it was never written. */
  public List<Input> input(Stage stage, String name, SliceId slice) {
    return key(stage, slice).map(key -> new Input(name, slice.toString(), key)).stream().toList();
  }

  /** The loaded files and the watermark. */
  public LoadedFiles loaded() {
    return fact(LoadedFiles.class, () -> new LoadedFiles(warehouse));
  }

  /** A fact that was read before, or is read now; one of each type. */
  public <T> T fact(Class<T> type, Supplier<T> read) {
    Object known = facts.get(type);
    if (known == null) {
      known = read.get();
      facts.put(type, known);
    }
    return type.cast(known);
  }

  /** Has a fact read anew: this run has written what it was read from. */
  public void forget(Class<?> type) {
    facts.remove(type);
  }

  /** Takes in what was committed. */
  void committed(List<StageSlice> slices) {
    slices.forEach(slice -> keys(slice.stage()).put(slice.id(), slice.key()));
    facts.clear();
  }

  /** Has everything read anew: what was read within a transaction that failed was never true. */
  void failed() {
    keys = null;
    facts.clear();
  }

  private Map<Stage, Map<SliceId, String>> readKeys() {
    Map<Stage, Map<SliceId, String>> read = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      read.put(stage, new HashMap<>());
    }
    for (ResultRow row : warehouse.query(Sql.named("run/stage_keys"))) {
      Stage.of(row.string("stage"))
          .ifPresent(
              stage ->
                  read.get(stage)
                      .put(SliceId.of(stage, row.string("slice")), row.string("stage_key")));
    }
    return read;
  }
}
