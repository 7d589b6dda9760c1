package org.churnwise.training;

import java.util.Optional;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;

/**
 * Who a challenger is, and whom it meets.
 *
 * @param version of the challenger
 * @param champion empty if there is none
 */
record Matchup(String version, Optional<ModelVersion> champion) {
  /** The next version against the champion. */
  static Matchup of(ModelRegistry registry) {
    return new Matchup(registry.nextVersion(), registry.champion());
  }
}
