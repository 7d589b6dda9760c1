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
 * Which features a model may use: it is fitted on one version of the feature view, and scores only
 * features of the same version.
 */
public final class FeatureViewCheck {
  private final FeatureViews views;

  public FeatureViewCheck(FeatureViews views) {
    this.views = views;
  }

  /**
   * The one version that computed all of these snapshots, to fit a model with; empty if it was not
   * registered.
   *
   * @throws ChurnException exit 3, naming versions and snapshots, if there is more than one, or if
   *     the catalogue has different columns now
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
          "a model needs one version of the feature view, but %s; run 'submit/churn features' to recompute all snapshots with one version, and train again"
              .formatted(
                  byTitle.entrySet().stream()
                      .map(entry -> entry.getKey() + " computed " + listed(entry.getValue()))
                      .collect(Collectors.joining(", "))));
    }
    Optional<FeatureView> view = all.getOrDefault(snapshots.get(0), Optional.empty());
    if (view.isPresent() && !view.get().catalogueHash().equals(catalogue.hash())) {
      throw ChurnException.dataRefused(
          "conf/features.conf has different columns from %s, which computed %s; run 'submit/churn features' to recompute them, and train again"
              .formatted(view.get().title(), listed(snapshots)));
    }
    return view;
  }

  /**
   * Why a model cannot score a snapshot, if it was fitted on a different version of the feature
   * view from the one that computed the snapshot.
   */
  public Optional<String> refusal(ModelVersion model, List<LocalDate> snapshots) {
    Map<LocalDate, Optional<FeatureView>> all = views.ofSnapshots();
    FeatureSet fitted = model.card().features();
    for (LocalDate day : snapshots) {
      if (!all.containsKey(day) || fitted.view() == null && all.get(day).isEmpty()) {
        continue; // no features at all, which is refused elsewhere; or neither version is known
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
        "model %s was fitted on feature view %s, snapshot %s was computed "
            .formatted(model.version(), model.card().features().viewTitle(), day);
    return computedBy
        .map(
            view ->
                start
                    + "by %s%s; run 'submit/churn features' and 'submit/churn train', or restore the SQL and conf/features.conf and run 'submit/churn features'"
                        .formatted(view.version(), changes(model, view)))
        .orElse(
            start
                + "before versions were registered; run features --snapshot-date %s first"
                    .formatted(day));
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

  private static String listed(List<LocalDate> days) {
    String first = days.get(0).toString();
    return days.size() == 1 ? first : first + " and " + (days.size() - 1) + " more";
  }
}
