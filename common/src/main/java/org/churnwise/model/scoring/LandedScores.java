package org.churnwise.model.scoring;

import org.churnwise.sql.Sql;

/**
 * The scores of one scorer in a landing table. Landed scores can only be read through it, so the
 * scorer is always known; {@link ScoreLanding} creates it.
 */
public final class LandedScores {
  private final ScoreLanding landing;
  private final String scorer;

  LandedScores(ScoreLanding landing, String scorer) {
    this.landing = landing;
    this.scorer = scorer;
  }

  /** The scorer of these scores. */
  public String scorer() {
    return scorer;
  }

  /**
   * A statement that reads these scores.
   *
   * @param statement with the parameter {@code :scorer}
   * @throws IllegalArgumentException if it has none
   * @throws IllegalStateException if other scores have replaced them
   */
  public Sql bind(Sql statement) {
    landing.requireStanding(this);
    return statement.with("scorer", scorer);
  }

  /**
   * The same for a statement that reads the scores of several scorers.
   *
   * @param parameter of the statement that names the scorer
   */
  public Sql bind(Sql statement, String parameter) {
    landing.requireStanding(this);
    return statement.with(parameter, scorer);
  }
}
