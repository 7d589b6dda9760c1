package org.churnwise.run;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages, in the order in which data goes through them. */
public enum Stage {
  INGEST,
  FEATURES,
  LABEL,
  TRAIN,
  SCORE,
  MONITOR;

  /** The stage of a name in the tables; empty for a name that no stage has. */
  public static Optional<Stage> of(String name) {
    return Stream.of(values()).filter(stage -> stage.toString().equals(name)).findFirst();
  }

  /** The name in the tables, and of the command: {@code features}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
