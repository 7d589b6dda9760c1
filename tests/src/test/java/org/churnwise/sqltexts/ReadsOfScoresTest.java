package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Landed scores are read of one scorer, through the handle that their landing returned. */
class ReadsOfScoresTest {
  private static final Pattern READ =
      Pattern.compile("\\b(from|join)\\s+landing_(predictions|scores)\\b");
  private static final Pattern NAMED = Pattern.compile("\\bscorer = :(\\w+_)?scorer\\b");
  private static final int FEWEST_READERS = 6;

  @Test
  void everyReadNamesTheScorer() {
    List<String> readers =
        SqlFiles.names().stream().filter(name -> count(READ, SqlFiles.code(name)) > 0).toList();
    assertTrue(readers.size() >= FEWEST_READERS, () -> "only " + readers);
    assertEquals(
        List.of(),
        readers.stream()
            .filter(name -> count(READ, SqlFiles.code(name)) > count(NAMED, SqlFiles.code(name)))
            .toList());
  }

  @Test
  void onlyTheHandleSaysWhose() {
    assertEquals(List.of("LandedScores.java"), SqlFiles.productFilesWith("with(\"scorer\""));
  }

  @Test
  void onlyTheLandingLandsScores() {
    assertEquals(
        List.of(),
        SqlFiles.productFilesWith("land(Tables.LANDING_PREDICTIONS", "land(Tables.LANDING_SCORES"));
    assertEquals(
        List.of(), SqlFiles.productFilesWith("from landing_predictions", "from landing_scores"));
  }

  private static long count(Pattern pattern, String code) {
    return pattern.matcher(code).results().map(MatchResult::group).count();
  }
}
