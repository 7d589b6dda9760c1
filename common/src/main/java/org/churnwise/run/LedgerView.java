package org.churnwise.run;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What the tables say, as far as this run has asked: each fact is read once, and again after a
 * write of this run that may have changed it. Nobody else writes: a run holds its schema.
 */
public final class LedgerView {
  private final Warehouse warehouse;
  private final Map<Class<?>, Fact> facts = new HashMap<>();
  private final Map<Stage, Map<SliceId, String>> keys = new EnumMap<>(Stage.class);
  private List<ResultRow> rows;

  LedgerView(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Slice to key of every slice that a stage has written last and that stands. */
  public Map<SliceId, String> keys(Stage stage) {
    if (rows == null) {
      rows = warehouse.query(Sql.named("run/stage_keys"));
    }
    return keys.computeIfAbsent(stage, this::readKeys);
  }

  /** The key that a slice was written with last; empty if it was never written. */
  public Optional<String> key(Stage stage, SliceId slice) {
    return Optional.ofNullable(keys(stage).get(slice));
  }

  /** Those of some slices that were written before; the others have no rows to delete. */
  public List<StageSlice> standing(List<StageSlice> slices) {
    return slices.stream().filter(slice -> key(slice.stage(), slice.id()).isPresent()).toList();
  }

  /** The slice as an input of another; empty if it was never written. */
  public List<Input> input(Stage stage, String name, SliceId slice) {
    return key(stage, slice).map(key -> new Input(name, slice.toString(), key)).stream().toList();
  }

  /** The loaded files and the watermark. */
  public LoadedFiles loaded() {
    return fact(Set.of(Stage.INGEST), LoadedFiles.class, () -> new LoadedFiles(warehouse));
  }

  /** The snapshots that have labels. */
  public LabelledSnapshots labels() {
    return fact(
        Set.of(Stage.LABEL), LabelledSnapshots.class, () -> LabelledSnapshots.read(warehouse));
  }

  /** The holes and faults in the loaded data; a load puts what it has found. */
  public DataFaults faults() {
    return fact(Set.of(), DataFaults.class, () -> DataFaults.read(warehouse));
  }

  /**
   * A fact that was read before, or is read now; one of each type.
   *
   * @param writers the stages whose commits change it; see also {@link #forget} and {@link #update}
   */
  public <T> T fact(Set<Stage> writers, Class<T> type, Supplier<T> read) {
    Fact known = facts.get(type);
    if (known == null) {
      known = new Fact(writers, read.get(), false);
      facts.put(type, known);
    }
    return type.cast(known.value());
  }

  /**
   * Has a fact take over what this run has just written, if the fact was read before. The commit
   * within which it is called leaves the fact as it is.
   */
  public <T> void update(Class<T> type, UnaryOperator<T> change) {
    facts.computeIfPresent(
        type,
        (same, known) -> new Fact(known.writers(), change.apply(type.cast(known.value())), true));
  }

  /**
   * @param isUpdated whether it has taken over what the next commit writes
   */
  private record Fact(Set<Stage> writers, Object value, boolean isUpdated) {
    Fact committed() {
      return new Fact(writers, value, false);
    }
  }

  /** Has a fact read anew: this run has written what it was read from. */
  public void forget(Class<?> type) {
    facts.remove(type);
  }

  /** Takes in what was committed. */
  void committed(List<StageSlice> slices) {
    for (StageSlice slice : slices) {
      if (slice.isTakenBack()) {
        keys(slice.stage()).remove(slice.id());
      } else {
        keys(slice.stage()).put(slice.id(), slice.key());
      }
      facts.values().removeIf(fact -> fact.writers().contains(slice.stage()) && !fact.isUpdated());
    }
    facts.replaceAll((type, fact) -> fact.committed());
  }

  /** Has everything read anew: what was read within a transaction that failed was never true. */
  void failed() {
    keys.clear();
    rows = null;
    facts.clear();
  }

  private Map<SliceId, String> readKeys(Stage stage) {
    Map<SliceId, String> ofStage = new HashMap<>();
    for (ResultRow row : rows) {
      if (row.string("stage").equals(stage.toString())) {
        ofStage.put(SliceId.of(stage, row.string("slice")), row.string("stage_key"));
      }
    }
    return ofStage;
  }
}
