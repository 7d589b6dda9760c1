package org.churnwise.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;

/** How far a pipeline run goes. Every mode continues from the state of the tables. */
enum PipelineMode {
  /** Create what is missing, list the files, load the customers. */
  INIT,
  /** Load the first months, train once, score. */
  TRAIN,
  /** Train if there is no champion, then one iteration per further base month. */
  CONTINUOUS,
  /** Continuous to its end, then one iteration per drift month. */
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
              return ChurnException.usage("unknown mode: --mode " + name + "; use one of " + known);
            });
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
