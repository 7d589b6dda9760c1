package org.churnwise.config;

import java.util.Locale;
import java.util.Set;

/**
 * Words that a warehouse takes as a name only in quotes, in lower case. Names are never quoted
 * here: a quoted name would be another one to whoever asks for it without.
 */
public final class ReservedWords {
  /**
   * Reserved and limited words of Snowflake
   * (https://docs.snowflake.com/en/sql-reference/reserved-keywords), those included that only an
   * identifier in SHOW or FROM must not be.
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

  /** The reserved words of the DuckDB that the build names, as duckdb_keywords() lists them. */
  public static final Set<String> DUCKDB =
      words(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default
          deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect into
          lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify
          references returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic
          when where window with
          """);

  private ReservedWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /** Refuses a name that the warehouse would take as part of a statement. */
  static void refuse(SettingKey key, String name, Set<String> reserved) {
    if (reserved.contains(name.toLowerCase(Locale.ROOT))) {
      throw key.refused(name, "is a reserved word of the warehouse's SQL: choose another name", "");
    }
  }
}
