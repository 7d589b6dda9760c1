package org.churnwise.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;

/** How far a pipeline run goes. Every mode starts where the tables stand. */
enum PipelineMode {
  /** Create what is missing, list the files, load the customers. */
  INIT,
  /** Load the first months, train once, score. */
  TRAIN,
  /** Train if there is no champion, then one iteration a further base month. */
  CONTINUOUS,
  /** Continuous to its end, then one iteration a drift month. */
  DRIFT,
  /** Init, then drift. */
  ALL;

  static PipelineMode of(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              String known =
                  Arrays.stream(values())
                      .map(PipelineMode::toString)
                      .collect(Collectors.joining(", "));
              return ChurnException.usage("--mode " + name + " is not known; use one of " + known);
            });
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
