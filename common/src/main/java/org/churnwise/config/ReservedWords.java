package org.churnwise.config;

import java.util.Locale;
import java.util.Set;

/**
 * Words that Snowflake takes as a name only in quotes, in lower case. Names are never quoted there,
 * since a quoted name differs from the same name without quotes.
 */
public final class ReservedWords {
  /**
   * Reserved and limited words of Snowflake
   * (https://docs.snowflake.com/en/sql-reference/reserved-keywords), including those that are
   * refused only as identifiers in SHOW or FROM.
   */
  public static final Set<String> SNOWFLAKE =
      words(
          """
          account all alter and any as between by case cast check column connect connection constraint create cross current
          current_date current_time current_timestamp current_user database delete distinct drop else exists false following for
          from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like
          localtime localtimestamp minus natural not null of on or order organization qualify regexp revoke right rlike row rows
          sample schema select set some start table tablesample then to trigger true try_cast union unique update using values view
          when whenever where with
          """);

  private ReservedWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /** Refuses a name that the warehouse would read as a keyword. */
  static void refuse(SettingKey key, String name, Set<String> reserved) {
    if (reserved.contains(name.toLowerCase(Locale.ROOT))) {
      throw key.refused(name, "is a reserved word of the warehouse's SQL: choose another name", "");
    }
  }
}
