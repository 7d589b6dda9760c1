package org.churnwise.training;

import java.util.function.Supplier;
import org.churnwise.model.scoring.Preprocessing;

/**
 * A booster that is still to be made, and what is known before, so that other models of the same
 * rows need not wait for it.
 *
 * @param census of the rows of the fit
 * @param preprocessing of the booster's inputs
 * @param boosted makes it; asked once
 */
record Boosting(RowCensus census, Preprocessing preprocessing, Supplier<Boosted> boosted) {

  /** One that was made before. */
  static Boosting of(Boosted made) {
    return new Boosting(made.census(), made.model().preprocessing(), () -> made);
  }
}
