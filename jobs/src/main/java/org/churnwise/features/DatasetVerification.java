package org.churnwise.features;

import static java.util.function.Predicate.not;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.ErasedDatasets;
import org.churnwise.model.registry.ErasedDatasets.Remains;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDataset.Slice;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.model.registry.TrainingDatasets.Frozen;

/** Verifies that the tables still hold the rows that a model was trained on. */
final class DatasetVerification {
  private static final String UNCHANGED = "UNCHANGED";
  private static final String CHANGED = "CHANGED";
  private static final String ERASED = "ERASED";

  private final Console console;
  private final TrainingDatasets datasets;
  private final ErasedDatasets erased;
  private final Map<LocalDate, Optional<FeatureView>> views;

  DatasetVerification(Job job) {
    this.console = job.console();
    this.datasets = new TrainingDatasets(job.warehouse(), job.run());
    this.erased = ErasedDatasets.read(job.warehouse());
    this.views = new FeatureViews(job.warehouse(), job.ledger()).ofSnapshots();
  }

  /** Recomputes the content of every snapshot and prints which differ. */
  VerifyResult verify(Frozen dataset) {
    console.line(
        "dataset %s of model %s, feature view %s"
            .formatted(dataset.hash(), dataset.model(), dataset.view()));
    console.line(
        "left out of fits: customers whose md5('%d:' || customer_id) starts below %s"
            .formatted(dataset.leftOut().seed(), dataset.leftOut().below()));
    List<List<String>> rows = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> less = new ArrayList<>();
    Map<LocalDate, Content> contents =
        datasets.contents(
            dataset.slices().stream().map(Slice::snapshot).toList(),
            dataset.leftOut(),
            dataset.slices().get(0).content().hashVersion());
    for (Slice slice : dataset.slices()) {
      Content now = contents.get(slice.snapshot());
      Finding finding = finding(dataset.leftOut(), slice, now);
      if (finding.verdict().equals(CHANGED)) {
        changed.add(slice.snapshot().toString());
      }
      finding.erased().ifPresent(less::add);
      rows.add(
          List.of(
              slice.snapshot().toString(),
              slice.snapshot().equals(dataset.heldOut()) ? "held out" : "fitted",
              Console.count(slice.content().rows()),
              Console.count(now.rows()),
              finding.spoken(),
              views
                  .getOrDefault(slice.snapshot(), Optional.empty())
                  .map(FeatureView::title)
                  .orElse("-")));
    }
    console.table(
        List.of("snapshot", "use", "rows", "rows now", "content", "computed by now"), rows);
    String verdict = !changed.isEmpty() ? CHANGED : less.isEmpty() ? UNCHANGED : ERASED;
    console.line(
        switch (verdict) {
          case UNCHANGED -> verdict + ": the tables hold the same rows";
          case ERASED ->
              verdict
                  + ": the tables hold the same rows but for those of customers who were erased";
          default -> verdict + ": " + String.join(", ", changed);
        });
    return new VerifyResult(dataset.hash(), dataset.model(), verdict, changed);
  }

  private Finding finding(LeftOutShare leftOut, Slice slice, Content now) {
    String differences = differences(slice.content(), now);
    if (differences.isEmpty()) {
      return new Finding(UNCHANGED, Optional.empty(), "");
    }
    Optional<Remains> remains = erased.of(leftOut, slice);
    Optional<String> spoken = remains.map(Remains::spoken);
    return remains.filter(rows -> rows.are(now)).isPresent()
        ? new Finding(ERASED, spoken, "")
        : new Finding(CHANGED, spoken, differences);
  }

  /**
   * What became of a snapshot.
   *
   * @param erased how many rows were erased by whom
   * @param differences what else is not as it was
   */
  private record Finding(String verdict, Optional<String> erased, String differences) {
    String spoken() {
      String what =
          Stream.concat(erased.stream(), Stream.of(differences).filter(not(String::isEmpty)))
              .collect(Collectors.joining("; "));
      return what.isEmpty() ? verdict : verdict + ": " + what;
    }
  }

  private static String differences(Content then, Content now) {
    List<String> parts = new ArrayList<>();
    if (then.rows() != now.rows()) {
      parts.add("rows");
    }
    if (!then.features().equals(now.features())) {
      parts.add("features");
    }
    if (!then.labels().equals(now.labels())) {
      parts.add("labels");
    }
    return String.join(", ", parts);
  }

  /**
   * The result of a verification.
   *
   * @param verdict UNCHANGED, ERASED (but for rows of erased customers) or CHANGED
   * @param changed snapshots whose rows differ from the training
   */
  record VerifyResult(String dataset, String model, String verdict, List<String> changed) {}
}
