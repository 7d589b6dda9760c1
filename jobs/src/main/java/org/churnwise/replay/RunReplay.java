package org.churnwise.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * One run, rebuilt slice by slice in the order in which it wrote them. Consecutive slices of a
 * stage are written together, as the stage itself writes them; they are compared before the next
 * ones are written, which may replace them.
 */
final class RunReplay {
  private static final String BY_HAND = "decision";

  private final RecordedRun run;
  private final Warehouse scratch;
  private final ReplayStages stages;
  private final ModelRegistry registry;
  private final TakenOver takenOver;

  RunReplay(
      RecordedRun run,
      Warehouse scratch,
      ReplayStages stages,
      ModelRegistry registry,
      TakenOver takenOver) {
    this.run = run;
    this.scratch = scratch;
    this.stages = stages;
    this.registry = registry;
    this.takenOver = takenOver;
  }

  /** Rebuilds and compares every slice. */
  List<SliceComparison> compare(SliceJudge judge, ReplayConditions conditions) {
    List<SliceComparison> comparisons = new ArrayList<>();
    for (List<RecordedSlice> batch : commits()) {
      if (batch.get(0).knownStage().isEmpty()) {
        batch.forEach(
            slice -> comparisons.add(SliceComparison.notCompared(slice, "unknown stage")));
        continue;
      }
      scratch.execute(Sql.named("replay/forget_contents"));
      write(batch);
      Optional<String> why = takenOver.reason(batch);
      batch.forEach(
          slice ->
              comparisons.add(
                  why.map(reason -> SliceComparison.notCompared(slice, reason))
                      .orElseGet(() -> judge.compare(run, slice, conditions))));
    }
    run.decidedByHand().forEach(decision -> comparisons.add(decide(decision)));
    return comparisons;
  }

  /** What was written together. */
  private List<List<RecordedSlice>> commits() {
    return run.isCorrection() ? List.of(run.slices()) : batches(run.slices());
  }

  /** Rebuilds the needed slices without comparing them. */
  void rebuild(Predicate<RecordedSlice> needed) {
    if (run.isCorrection()) {
      stages.correct();
    } else {
      List<RecordedSlice> slices =
          run.slices().stream()
              .filter(slice -> slice.knownStage().isPresent())
              .filter(needed)
              .toList();
      batches(slices).forEach(this::write);
    }
    run.decidedByHand().forEach(this::decide);
  }

  private void write(List<RecordedSlice> batch) {
    if (run.isCorrection()) {
      stages.correct();
      return;
    }
    if (takenOver.reason(batch).isPresent()) {
      takenOver.write(batch);
      return;
    }
    stages.write(
        batch.get(0).knownStage().orElseThrow(), batch.stream().map(RecordedSlice::id).toList());
  }

  /** The slices in order, cut where the stage changes or a slice comes a second time. */
  static List<List<RecordedSlice>> batches(List<RecordedSlice> slices) {
    List<List<RecordedSlice>> batches = new ArrayList<>();
    for (RecordedSlice slice : slices) {
      boolean next = batches.isEmpty() || !continues(batches.get(batches.size() - 1), slice);
      if (next) {
        batches.add(new ArrayList<>());
      }
      batches.get(batches.size() - 1).add(slice);
    }
    return batches;
  }

  /** A slice written twice starts a new batch. */
  private static boolean continues(List<RecordedSlice> batch, RecordedSlice slice) {
    return batch.get(0).stage().equals(slice.stage())
        && batch.stream().noneMatch(other -> other.name().equals(slice.name()));
  }

  /** A manual decision is copied from the record; the champion before it must be the same. */
  private SliceComparison decide(ModelDecision decision) {
    RecordedSlice slice = new RecordedSlice(BY_HAND, decision.id(), "");
    Optional<String> champion = registry.champion().map(ModelVersion::version);
    scratch.transaction(() -> registry.add(decision));
    return champion.equals(decision.champion())
        ? SliceComparison.equal(slice)
        : SliceComparison.different(
            slice,
            "the champion was %s, replayed it is %s"
                .formatted(decision.champion().orElse("none"), champion.orElse("none")));
  }
}
