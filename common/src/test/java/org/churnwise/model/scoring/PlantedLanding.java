package org.churnwise.model.scoring;

import java.util.Set;
import org.churnwise.table.Table;
import org.churnwise.warehouse.Warehouse;

/** Scores that a test has put into a landing table itself. */
public final class PlantedLanding {
  private PlantedLanding() {}

  /** The scores of one scorer. */
  public static LandedScores of(Warehouse warehouse, Table landing, String scorer) {
    return new ScoreLanding(warehouse, landing).standing(Set.of(scorer)).get(scorer);
  }
}
