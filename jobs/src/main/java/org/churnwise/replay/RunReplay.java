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
 * One run, built again slice by slice in the order in which it wrote them. Neighbours of one stage
 * are written together, as the stage itself writes them; each is judged before the next are
 * written, for they may replace it.
 */
final class RunReplay {
  private static final String BY_HAND = "decision";

  private final RecordedRun run;
  private final Warehouse scratch;
  private final ReplayStages stages;
  private final ModelRegistry registry;

  RunReplay(RecordedRun run, Warehouse scratch, ReplayStages stages, ModelRegistry registry) {
    this.run = run;
    this.scratch = scratch;
    this.stages = stages;
    this.registry = registry;
  }

  /** Builds all of it and judges every slice. */
  List<SliceComparison> judged(SliceJudge judge, ReplayConditions circumstances) {
    List<SliceComparison> judgements = new ArrayList<>();
    for (List<RecordedSlice> batch : batches(run.slices())) {
      if (batch.get(0).knownStage().isEmpty()) {
        batch.forEach(
            slice ->
                judgements.add(SliceComparison.notCompared(slice, "replay knows no such stage")));
        continue;
      }
      scratch.execute(Sql.named("replay/forget_contents"));
      write(batch);
      batch.forEach(slice -> judgements.add(judge.judge(run, slice, circumstances)));
    }
    run.decidedByHand().forEach(decision -> judgements.add(decide(decision)));
    return judgements;
  }

  /** Builds those slices that are needed and judges nothing. */
  void unjudged(Predicate<RecordedSlice> needed) {
    List<RecordedSlice> slices =
        run.slices().stream()
            .filter(slice -> slice.knownStage().isPresent())
            .filter(needed)
            .toList();
    batches(slices).forEach(this::write);
    run.decidedByHand().forEach(this::decide);
  }

  private void write(List<RecordedSlice> batch) {
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

  /** The same slice a second time is a batch of its own. */
  private static boolean continues(List<RecordedSlice> batch, RecordedSlice slice) {
    return batch.get(0).stage().equals(slice.stage())
        && batch.stream().noneMatch(other -> other.name().equals(slice.name()));
  }

  /** What a person decided is taken from the record; it must have met the same champion. */
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
