package org.churnwise.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a statement counts when two are held against each other. */
class CondensedSqlTest {

  @Test
  void commentsAndLayoutDoNotCount() {
    assertEquals(
        "select a, b from t",
        condensed("-- One row per a.\nselect a, -- the key\n    b\n/* of\n all */ from t\n"));
  }

  @Test
  void textThatLooksLikeThemCounts() {
    assertEquals(
        "select '--  a', 'it''s  b', \"c  d\" from t",
        condensed("select   '--  a',\n'it''s  b', \"c  d\" from t"));
  }

  @Test
  void wordsStayApart() {
    assertEquals("select a", condensed("select/* the key */a"));
  }

  private static String condensed(String text) {
    return new Sql("test", text, Map.of()).condensed();
  }
}
