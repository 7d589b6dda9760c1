package org.churnwise.model.features;

import java.util.Locale;

/** How the distribution of a feature behaves while nothing happens; decides how drift is judged. */
public enum FeatureKind {
  /** What a customer is. It hardly moves by itself. */
  ATTRIBUTE,
  /** What a customer does. It ages with the history and the season. */
  BEHAVIOUR;

  /** The name in conf/features.conf and in the tables. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
