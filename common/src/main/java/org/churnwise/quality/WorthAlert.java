package org.churnwise.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.warehouse.Warehouse;

/**
 * The alert of a champion that is worth nothing. It closes when newer evidence says otherwise or
 * another champion takes over, unless that one is stopped too.
 */
public final class WorthAlert {
  private static final String SOURCE = "performance";
  private static final String SUBJECT = "worth";

  private WorthAlert() {}

  /** What the evidence on the champion does to the alert; at most one small query. */
  public static List<AlertChange> of(Optional<ModelVersion> champion, Warehouse warehouse) {
    List<AlertChange> changes = new ArrayList<>(List.of(AlertChange.close(SOURCE, SUBJECT)));
    champion
        .flatMap(model -> ModelWorth.stopping(warehouse, model))
        .ifPresent(stopped -> changes.add(opened(stopped)));
    return changes;
  }

  private static AlertChange opened(ModelWorth stopped) {
    return AlertChange.open(
            SOURCE,
            SUBJECT,
            "CRITICAL",
            "%s; there is no contact list by it: %s".formatted(stopped.spoken(), ModelWorth.REMEDY))
        .concerning(List.of("model"), "submit/churn train");
  }
}
