package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDataset.Slice;
import org.churnwise.model.registry.TrainingDatasets.Frozen;
import org.churnwise.run.ErasedContent;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * What erasures took from the rows that models were trained on. A dataset itself is never
 * rewritten: the model was trained on what it names.
 */
public final class ErasedDatasets {
  private static final String TABLE = Tables.TRAINING_DATASETS.name();

  private final List<ErasedContent> erased;

  private ErasedDatasets(List<ErasedContent> erased) {
    this.erased = erased;
  }

  /** What all erasures took. */
  public static ErasedDatasets read(Warehouse warehouse) {
    return new ErasedDatasets(
        ErasedContent.read(warehouse).stream()
            .filter(content -> content.tableName().equals(TABLE))
            .toList());
  }

  /**
   * What is left of the rows that a snapshot gave to a training.
   *
   * @return empty if nothing of them was erased
   */
  public Optional<Remains> of(LeftOutShare leftOut, Slice slice) {
    String hash = hash(slice.content());
    List<ErasedContent> found = new ArrayList<>();
    for (ErasedContent content : erased) {
      if (content.rowFilter().equals(filter(leftOut, slice.snapshot()))
          && content.hashBefore().equals(hash)) {
        found.add(content);
        hash = content.hashAfter();
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(new Remains(found, hash));
  }

  /** The models whose training rows an erasure touched. */
  public List<String> modelsTrainedBefore(List<Frozen> datasets, String runId) {
    return datasets.stream()
        .filter(
            dataset ->
                dataset.slices().stream()
                    .flatMap(slice -> of(dataset.leftOut(), slice).stream())
                    .flatMap(remains -> remains.erasures().stream())
                    .anyMatch(erasure -> erasure.runId().equals(runId)))
        .map(Frozen::model)
        .toList();
  }

  /**
   * The rows of a snapshot after erasures.
   *
   * @param erasures at least one, oldest first
   * @param hash of the content that they left
   */
  public record Remains(List<ErasedContent> erasures, String hash) {
    /** Whether a snapshot gives just these rows now. */
    public boolean are(Content now) {
      return hash.equals(ErasedDatasets.hash(now));
    }

    /** As a person says it. */
    public String spoken() {
      long rows = erasures.stream().mapToLong(ErasedContent::rowsErased).sum();
      return "%d %s erased by forget %s"
          .formatted(
              rows,
              rows == 1 ? "row was" : "rows were",
              String.join(", ", erasures.stream().map(ErasedContent::runId).toList()));
    }
  }

  /** What every dataset's snapshots give at one moment. */
  public record Standing(Map<String, Content> contents) {
    /** One query for each rule of who is left out. */
    public static Standing read(Warehouse warehouse, TrainingDatasets datasets) {
      Map<LeftOutShare, List<LocalDate>> snapshots = new LinkedHashMap<>();
      for (Frozen dataset : datasets.all()) {
        List<LocalDate> days =
            snapshots.computeIfAbsent(dataset.leftOut(), rule -> new ArrayList<>());
        dataset.slices().stream()
            .map(Slice::snapshot)
            .filter(day -> !days.contains(day))
            .forEach(days::add);
      }
      Map<String, Content> contents = new LinkedHashMap<>();
      snapshots.forEach(
          (leftOut, days) ->
              datasets
                  .contents(days, leftOut)
                  .forEach((day, content) -> contents.put(filter(leftOut, day), content)));
      return new Standing(contents);
    }

    /** What an erasure between the two moments has changed. */
    public List<ErasedContent> changedUntil(Standing later, String runId) {
      List<ErasedContent> changed = new ArrayList<>();
      contents.forEach(
          (filter, before) -> {
            Content after = later.contents.get(filter);
            if (!before.equals(after)) {
              changed.add(
                  new ErasedContent(
                      runId,
                      TABLE,
                      filter,
                      0,
                      hash(before),
                      hash(after),
                      before.rows(),
                      after.rows()));
            }
          });
      return changed;
    }
  }

  private static String filter(LeftOutShare leftOut, LocalDate snapshot) {
    return "{\"snapshot_date\":\"%s\",\"left_out_seed\":%d,\"left_out_below\":\"%s\"}"
        .formatted(snapshot, leftOut.seed(), leftOut.below());
  }

  private static String hash(Content content) {
    return "%s %s %d".formatted(content.features(), content.labels(), content.leftOut());
  }
}
