package org.churnwise.leakage;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureType;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;

/**
 * Ranks the customers of the newest snapshot by each numeric feature alone: a feature that predicts
 * the label almost perfectly is a copy of it. Costs one sort per feature, in the warehouse.
 */
final class SingleFeatureCheck implements LeakCheck {
  private static final String NAME = "single-feature";
  private static final double HIGHEST = 0.995;

  private final Reference reference;
  private final long fewest;

  /**
   * @param fewest rows of either class below which there is no evidence
   */
  SingleFeatureCheck(Reference reference, long fewest) {
    this.reference = reference;
    this.fewest = fewest;
  }

  @Override
  public CheckResult run() {
    LocalDate newest = reference.snapshots().get(reference.snapshots().size() - 1);
    List<Ranking> rankings =
        FeatureCatalogue.load().inputs().stream()
            .filter(feature -> feature.type() == FeatureType.NUMERIC)
            .map(feature -> ranking(feature.name(), newest))
            .toList();
    Ranking best = Collections.max(rankings, Comparator.comparingDouble(Ranking::strength));
    if (Math.min(best.positives(), best.rows() - best.positives()) < fewest) {
      return CheckResult.noEvidence(
          NAME, "each numeric feature with the label", 1, tooFew(best, newest));
    }
    String found = Console.number(best.strength(), 4);
    return CheckResult.of(
        NAME,
        "best feature alone, " + best.feature() + ": AUC " + found,
        best.rows(),
        1,
        best.strength() < HIGHEST
            ? Optional.empty()
            : Optional.of(
                new Leak(
                    "snapshot " + newest, best.feature(), "AUC alone below " + HIGHEST, found)),
        "this feature is a copy of the label; remove it from sql/features or compute it from days before the snapshot");
  }

  private String tooFew(Ranking ranking, LocalDate newest) {
    return "%d of %d customers of %s churned; needs %d of either class"
        .formatted(ranking.positives(), ranking.rows(), newest, fewest);
  }

  private Ranking ranking(String feature, LocalDate snapshot) {
    ResultRow sums = reference.copy().warehouse().query(ranks(feature, snapshot)).get(0);
    long rows = sums.longValue("row_count");
    long positives = sums.longValue("positives");
    double auc = auc(sums.doubleValue("rank_sum"), rows, positives);
    return new Ranking(feature, rows, positives, Math.max(auc, 1 - auc));
  }

  /**
   * One feature.
   *
   * @param strength its AUC in the better direction
   */
  private record Ranking(String feature, long rows, long positives, double strength) {}

  /** Mann-Whitney: the share of pairs of a churned and a retained customer in the right order. */
  private static double auc(double rankSum, long rows, long positives) {
    double lowest = positives * (positives + 1.0) / 2;
    return (rankSum - lowest) / ((double) positives * (rows - positives));
  }

  private static Sql ranks(String feature, LocalDate snapshot) {
    String text =
        """
        with ranked as (
            select
                l.churned,
                rank() over (order by f.%1$s nulls first)
                + (count(*) over (partition by f.%1$s) - 1) / 2.0 as place
            from customer_features f
            inner join customer_labels l
                on l.snapshot_date = f.snapshot_date and l.customer_id = f.customer_id
            where f.snapshot_date = :snapshot_date and l.churned is not null
        )
        select
            cast(zeroifnull(sum(place * churned)) as double) as rank_sum,
            cast(zeroifnull(sum(churned)) as bigint) as positives,
            count(*) as row_count
        from ranked"""
            .formatted(feature);
    return new Sql("leakage/single_feature", text, Map.of()).with("snapshot_date", snapshot);
  }
}
