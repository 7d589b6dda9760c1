package org.churnwise.model.scoring;

import org.churnwise.sql.Sql;

/**
 * The scores of one scorer in a landing table. Whoever reads landed scores has one of these, so it
 * is always known whose they are; {@link ScoreLanding} makes them.
 */
public final class LandedScores {
  private final ScoreLanding landing;
  private final String scorer;

  LandedScores(ScoreLanding landing, String scorer) {
    this.landing = landing;
    this.scorer = scorer;
  }

  /** Whose scores these are. */
  public String scorer() {
    return scorer;
  }

  /**
   * A statement that reads these scores.
   *
   * @param statement with the parameter {@code :scorer}
   * @throws IllegalArgumentException if it has none
   * @throws IllegalStateException if others have landed in their place
   */
  public Sql bind(Sql statement) {
    landing.requireStanding(this);
    return statement.with("scorer", scorer);
  }
}
