package org.churnwise.notification;

import java.util.List;
import java.util.regex.Pattern;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.quality.Alert;

/** Whom an alert concerns and what to run next, where the finding does not say so itself. */
public final class Guide {
  /** Who is responsible for models, beside the owners of features.conf. */
  private static final String MODEL = "model";

  private static final String SALES = "sales-data";

  private Guide() {}

  /** Whom an alert concerns, as features.conf names them; at least one. */
  public static List<String> owners(Alert alert) {
    if (!alert.ownerNames().isEmpty()) {
      return alert.ownerNames();
    }
    return switch (alert.source()) {
      case "drift" -> ownersOfFeatures(alert);
      case "ingest", Freshness.SOURCE -> List.of(SALES);
      default -> List.of(MODEL);
    };
  }

  /**
   * The owners of the features that an alert names; who looks after the model, if it names none.
   */
  private static List<String> ownersOfFeatures(Alert alert) {
    List<String> owners =
        FeatureCatalogue.load().features().stream()
            .filter(feature -> names(alert, feature))
            .map(Feature::owner)
            .distinct()
            .sorted()
            .toList();
    return owners.isEmpty() ? List.of(MODEL) : owners;
  }

  private static boolean names(Alert alert, Feature feature) {
    return Pattern.compile("\\b" + Pattern.quote(feature.name()) + "\\b")
        .matcher(alert.subject() + " " + alert.message())
        .find();
  }

  /** The command to run next. */
  public static String nextCommand(Alert alert) {
    return alert
        .nextCommand()
        .orElseGet(
            () ->
                switch (alert.source()) {
                  case "performance" -> "submit/churn models list";
                  case "mlflow" -> "submit/churn models sync";
                  default -> "submit/churn status";
                });
  }
}
