package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.churnwise.cli.Console;
import org.churnwise.config.Settings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.sql.Sql;
import org.churnwise.stats.Metric;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.training.ModelJudge;
import org.churnwise.training.ModelTrainer;
import org.churnwise.training.TrainingRows;

/**
 * The label canary: the labels are shuffled among the customers of each snapshot. Features of a
 * snapshot must not change with labels that were unknown on its day, and a model fitted on the
 * shuffled labels of the earlier snapshots must not predict those of the newest: its AUC must lie
 * within four standard errors of 0.5 (Hanley and McNeil 1982, Radiology 143; at 0.5 the variance is
 * (n + 1) / (12 a b) for n rows, a of one class and b of the other). Four, because chance alone
 * exceeds three in one of 370 data sets. Costs one fit.
 */
final class ShuffledLabelsCheck implements LeakCheck {
  private static final String NAME = "shuffled-labels";
  private static final double STANDARD_ERRORS = 4;
  private static final LocalDate BEFORE_ALL = LocalDate.of(1, 1, 1);

  private final Reference reference;
  private final SparkSession spark;
  private final Settings settings;

  ShuffledLabelsCheck(Reference reference, SparkSession spark, Settings settings) {
    this.reference = reference;
    this.spark = spark;
    this.settings = settings;
  }

  @Override
  public CheckResult run() {
    int snapshots = reference.snapshots().size();
    Optional<Leak> leak =
        reference.snapshots().stream().flatMap(day -> changedFeature(day).stream()).findFirst();
    if (leak.isPresent()) {
      return result("features with true and with shuffled labels", rows(), leak);
    }
    if (snapshots < 2) {
      return CheckResult.noEvidence(
          NAME,
          "AUC on shuffled labels",
          snapshots,
          "needs two snapshots: one to fit, one to evaluate");
    }
    Metric auc = canary();
    if (auc.status() != MetricStatus.OK) {
      return CheckResult.noEvidence(
          NAME,
          "AUC on shuffled labels",
          snapshots,
          "the AUC of the newest snapshot is " + auc.status() + " on " + auc.rows() + " rows");
    }
    return judge(auc);
  }

  private CheckResult judge(Metric auc) {
    double value = auc.value().getAsDouble();
    double negatives = auc.rows() - auc.positives();
    double halfWidth =
        STANDARD_ERRORS * Math.sqrt((auc.rows() + 1) / (12 * auc.positives() * negatives));
    String band = Console.number(0.5 - halfWidth, 4) + " to " + Console.number(0.5 + halfWidth, 4);
    String found = Console.number(value, 4);
    Optional<Leak> leak =
        Math.abs(value - 0.5) <= halfWidth
            ? Optional.empty()
            : Optional.of(new Leak("newest snapshot " + newest(), "AUC", band, found));
    return result("AUC " + found + " on shuffled labels, band " + band, rows(), leak);
  }

  private CheckResult result(String compared, long rows, Optional<Leak> leak) {
    return CheckResult.of(
        NAME,
        compared,
        rows,
        reference.snapshots().size(),
        leak,
        "a feature reads labels that were unknown on the snapshot's day; remove customer_labels from sql/features, or join only labels with matures_on <= snapshot_date");
  }

  private Optional<Leak> changedFeature(LocalDate snapshot) {
    ScratchCopy copy = reference.copy();
    return copy.afterChange(
        () -> {
          shuffle(snapshot);
          copy.computeFeatures(List.of(snapshot));
        },
        () -> reference.features().firstDifference(snapshot));
  }

  /** The fit reads committed rows, so the reference is recomputed afterwards. */
  private Metric canary() {
    ScratchCopy copy = reference.copy();
    shuffle(BEFORE_ALL);
    copy.computeFeatures(reference.snapshots());
    try {
      TrainingRows training = new TrainingRows(copy.warehouse(), settings.training());
      Dataset<Row> rows = training.read(spark, reference.snapshots());
      Dataset<Row> fit = rows.filter(functions.col("snapshot_date").lt(newest()));
      Dataset<Row> judged = rows.filter(functions.col("snapshot_date").equalTo(newest()));
      MetricPolicy policy =
          new MetricPolicy(settings.monitoring().minRows(), settings.monitoring().minPositives());
      return new ModelJudge(copy.warehouse(), settings.churn(), settings.monitoring())
              .judge(
                  new ModelTrainer(settings.training(), FeatureCatalogue.load()).fit(fit),
                  settings.training().threshold(),
                  judged,
                  newest())
              .heldOut()
              .metrics(policy)
              .stream()
              .filter(metric -> metric.name().equals(MetricName.AUC))
              .findFirst()
              .orElseThrow();
    } finally {
      copy.computeLabels(reference.snapshots(), reference.watermark());
      copy.computeFeatures(reference.snapshots());
    }
  }

  private void shuffle(LocalDate knownBefore) {
    reference
        .copy()
        .warehouse()
        .execute(
            Sql.named("leakage/shuffle_labels")
                .with("snapshot_date", knownBefore)
                .with("seed", settings.training().seed()));
  }

  private LocalDate newest() {
    return reference.snapshots().get(reference.snapshots().size() - 1);
  }

  private long rows() {
    return reference.snapshots().stream().mapToLong(day -> reference.features().rows(day)).sum();
  }
}
