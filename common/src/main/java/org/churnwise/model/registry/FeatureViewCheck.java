package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.features.FeatureView;
import org.churnwise.model.features.FeatureViewChanges;
import org.churnwise.model.features.FeatureViews;

/**
 * Which features may meet: a model is fitted on one version of the feature view, and scores only
 * what the same version computed.
 */
public final class FeatureViewCheck {
  private final FeatureViews views;

  public FeatureViewCheck(FeatureViews views) {
    this.views = views;
  }

  /**
   * The one version that computed all of these snapshots, to fit a model with; empty if they were
   * computed before versions were registered.
   *
   * @throws ChurnException exit 3, naming versions and snapshots, if it is more than one, or if the
   *     catalogue has other columns now
   */
  public Optional<FeatureView> one(List<LocalDate> snapshots, FeatureCatalogue catalogue) {
    Map<LocalDate, Optional<FeatureView>> all = views.ofSnapshots();
    Map<String, List<LocalDate>> byTitle =
        snapshots.stream()
            .collect(
                Collectors.groupingBy(
                    day -> title(all.get(day)), LinkedHashMap::new, Collectors.toList()));
    if (byTitle.size() > 1) {
      throw ChurnException.dataRefused(
          "a model is fitted on one version of the feature view, but "
              + byTitle.entrySet().stream()
                  .map(entry -> entry.getKey() + " computed " + spoken(entry.getValue()))
                  .collect(Collectors.joining(", "))
              + "; run 'submit/churn features', which computes them all by one version, and train again");
    }
    Optional<FeatureView> view = all.getOrDefault(snapshots.get(0), Optional.empty());
    if (view.isPresent() && !view.get().catalogueHash().equals(catalogue.hash())) {
      throw ChurnException.dataRefused(
          "conf/features.conf has other columns than "
              + view.get().title()
              + ", which computed "
              + spoken(snapshots)
              + "; run 'submit/churn features', which computes them anew, and train again");
    }
    return view;
  }

  /**
   * Why a model cannot score a snapshot, if it was fitted on another version of the feature view
   * than the one that computed the snapshot.
   */
  public Optional<String> refusal(ModelVersion model, List<LocalDate> snapshots) {
    Map<LocalDate, Optional<FeatureView>> all = views.ofSnapshots();
    FeatureSet fitted = model.card().features();
    for (LocalDate day : snapshots) {
      if (!all.containsKey(day) || fitted.view() == null && all.get(day).isEmpty()) {
        continue; // no features at all, which is told elsewhere; or nothing is known of either
      }
      Optional<FeatureView> view = all.get(day);
      if (view.isEmpty() || !view.get().version().equals(fitted.viewVersion())) {
        return Optional.of(refusal(model, day, view));
      }
    }
    return Optional.empty();
  }

  private String refusal(ModelVersion model, LocalDate day, Optional<FeatureView> computedBy) {
    String start =
        "model "
            + model.version()
            + " was fitted on feature view "
            + model.card().features().viewTitle()
            + ", snapshot "
            + day
            + " was computed ";
    return computedBy
        .map(
            view ->
                start
                    + "by "
                    + view.version()
                    + changes(model, view)
                    + "; run 'submit/churn features' and 'submit/churn train', or restore the SQL and"
                    + " conf/features.conf and run 'submit/churn features'")
        .orElse(
            start
                + "before versions were registered; run features --snapshot-date "
                + day
                + " first");
  }

  private String changes(ModelVersion model, FeatureView view) {
    return views.all().stream()
        .filter(other -> other.version().equals(model.card().features().viewVersion()))
        .findFirst()
        .map(other -> " (changed: " + FeatureViewChanges.between(other, view).inWords() + ")")
        .orElse("");
  }

  private static String title(Optional<FeatureView> view) {
    return view == null || view.isEmpty()
        ? "a version before they were registered"
        : view.get().title();
  }

  private static String spoken(List<LocalDate> days) {
    String first = days.get(0).toString();
    return days.size() == 1 ? first : first + " and " + (days.size() - 1) + " more";
  }
}
