package org.churnwise.features;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDataset.Slice;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.model.registry.TrainingDatasets.Frozen;

/** Verifies that the tables still hold the rows that a model was trained on. */
final class DatasetVerification {
  private static final String UNCHANGED = "UNCHANGED";
  private static final String CHANGED = "CHANGED";

  private final Console console;
  private final TrainingDatasets datasets;
  private final Map<LocalDate, Optional<FeatureView>> views;

  DatasetVerification(Job job) {
    this.console = job.console();
    this.datasets = new TrainingDatasets(job.warehouse(), job.run());
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
    Map<LocalDate, Content> contents =
        datasets.contents(
            dataset.slices().stream().map(Slice::snapshot).toList(), dataset.leftOut());
    for (Slice slice : dataset.slices()) {
      Content now = contents.get(slice.snapshot());
      String differences = differences(slice.content(), now);
      if (!differences.isEmpty()) {
        changed.add(slice.snapshot().toString());
      }
      rows.add(
          List.of(
              slice.snapshot().toString(),
              slice.snapshot().equals(dataset.heldOut()) ? "held out" : "fitted",
              Console.count(slice.content().rows()),
              Console.count(now.rows()),
              differences.isEmpty() ? UNCHANGED : CHANGED + ": " + differences,
              views
                  .getOrDefault(slice.snapshot(), Optional.empty())
                  .map(FeatureView::title)
                  .orElse("-")));
    }
    console.table(
        List.of("snapshot", "use", "rows", "rows now", "content", "computed by now"), rows);
    String verdict = changed.isEmpty() ? UNCHANGED : CHANGED;
    console.line(
        changed.isEmpty()
            ? verdict + ": the tables hold the same rows"
            : verdict + ": " + String.join(", ", changed));
    return new VerifyResult(dataset.hash(), dataset.model(), verdict, changed);
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
   * @param verdict UNCHANGED or CHANGED
   * @param changed snapshots whose rows differ from the training
   */
  record VerifyResult(String dataset, String model, String verdict, List<String> changed) {}
}
