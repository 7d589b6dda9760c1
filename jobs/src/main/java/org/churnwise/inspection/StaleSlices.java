package org.churnwise.inspection;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.run.LedgerView;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SliceId;
import org.churnwise.run.SnapshotRules;
import org.churnwise.run.Stage;
import org.churnwise.scoring.CorrectedInputs;

/**
 * What stands in the tables and no longer agrees with what it was made from.
 *
 * @param features snapshots whose features {@code features} would renew
 * @param labels snapshots whose labels {@code label} would renew
 * @param withoutSales snapshots that the loaded sales do not allow any more
 * @param predictions history whose inputs were corrected since; never renewed by itself
 */
record StaleSlices(
    List<LocalDate> features,
    List<LocalDate> labels,
    List<LocalDate> withoutSales,
    List<SliceId.Predictions> predictions) {
  private static final int NAMED = 6;

  static StaleSlices of(Job job) {
    LedgerView view = job.ledger().view();
    LoadedFiles loaded = view.loaded();
    SnapshotRules rules =
        new SnapshotRules(job.settings().churn().windowDays(), job.settings().churn().graceDays());
    return new StaleSlices(
        new FeatureEngineer(job.warehouse(), job.ledger(), FeatureCatalogue.load()).stale(),
        new ChurnLabeler(job.warehouse(), job.ledger(), rules).stale(),
        Stream.of(Stage.FEATURES, Stage.LABEL)
            .flatMap(stage -> view.keys(stage).keySet().stream())
            .map(slice -> ((SliceId.Snapshot) slice).date())
            .filter(day -> !loaded.allow(day))
            .distinct()
            .sorted()
            .toList(),
        CorrectedInputs.predictions(job.warehouse()));
  }

  /** How many slices are not what they would be now. */
  int count() {
    return features.size() + labels.size() + withoutSales.size() + predictions.size();
  }

  void print(Console console) {
    if (count() == 0) {
      console.line("stale     none: features and labels agree with what is loaded");
      return;
    }
    print(console, "features of ", features, "renew with submit/churn features");
    print(console, "labels of ", labels, "renew with submit/churn label");
    print(
        console,
        "slices of ",
        withoutSales,
        "the loaded sales do not reach them any more; load the sales again");
    print(
        console,
        "predictions of ",
        predictions.stream().filter(made -> !withoutSales.contains(made.snapshot())).toList(),
        "inputs corrected since; kept as they were made, score --force replaces them");
    print(
        console,
        "predictions of ",
        predictions.stream().filter(made -> withoutSales.contains(made.snapshot())).toList(),
        "their sales are gone; kept as they were made");
  }

  private static void print(Console console, String what, List<?> slices, String then) {
    if (!slices.isEmpty()) {
      String names =
          slices.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
      String more = slices.size() <= NAMED ? "" : " and %d more".formatted(slices.size() - NAMED);
      console.line("stale     " + what + names + more + ": " + then);
    }
  }
}
