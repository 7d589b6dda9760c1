package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** How the rows of datasets are chosen and hashed. */
  private record Rule(LeftOutShare leftOut, long hashVersion) {}

  /** The rows of a snapshot, and how they are hashed. */
  private record Rows(String filter, long hashVersion) {}

  /** What every dataset's snapshots give at one moment. */
  public static final class Standing {
    private final Map<Rows, Content> contents = new LinkedHashMap<>();

    private Standing() {}

    /** One query for each rule of who is left out and version of hashes. */
    public static Standing read(Warehouse warehouse, TrainingDatasets datasets) {
      Map<Rule, Set<LocalDate>> snapshots = new LinkedHashMap<>();
      for (Frozen dataset : datasets.all()) {
        for (Slice slice : dataset.slices()) {
          Rule rule = new Rule(dataset.leftOut(), slice.content().hashVersion());
          snapshots.computeIfAbsent(rule, key -> new LinkedHashSet<>()).add(slice.snapshot());
        }
      }
      Standing standing = new Standing();
      snapshots.forEach((rule, days) -> standing.read(datasets, rule, List.copyOf(days)));
      return standing;
    }

    private void read(TrainingDatasets datasets, Rule rule, List<LocalDate> days) {
      datasets
          .contents(days, rule.leftOut(), rule.hashVersion())
          .forEach(
              (day, content) ->
                  contents.put(new Rows(filter(rule.leftOut(), day), rule.hashVersion()), content));
    }

    /** What an erasure between the two moments has changed. */
    public List<ErasedContent> changedUntil(Standing later, String runId) {
      List<ErasedContent> changed = new ArrayList<>();
      contents.forEach(
          (rows, before) -> {
            Content after = later.contents.get(rows);
            if (!before.equals(after)) {
              changed.add(
                  new ErasedContent(
                      runId,
                      TABLE,
                      rows.filter(),
                      rows.hashVersion(),
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
