package org.churnwise.warehouse;

import java.util.Map;

/**
 * The session parameters on which results depend. An account or a user may have other defaults, so
 * every session sets them: the driver's, and the connector's but for those that it keeps itself.
 * Names and values are Snowflake's (https://docs.snowflake.com/en/sql-reference/parameters).
 */
final class PinnedParameters {
  /** Of every session. */
  static final Map<String, String> ALL =
      Map.ofEntries(
          // Dates and times as texts, the same as DuckDB's.
          Map.entry("DATE_INPUT_FORMAT", "YYYY-MM-DD"),
          Map.entry("DATE_OUTPUT_FORMAT", "YYYY-MM-DD"),
          Map.entry("TIME_INPUT_FORMAT", "AUTO"),
          Map.entry("TIME_OUTPUT_FORMAT", "HH24:MI:SS"),
          Map.entry("TIMESTAMP_INPUT_FORMAT", "AUTO"), // ISO 8601, with or without a fraction
          Map.entry("TIMESTAMP_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF6"),
          Map.entry("TIMESTAMP_NTZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF6"),
          Map.entry("TIMESTAMP_LTZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF6 TZHTZM"),
          Map.entry("TIMESTAMP_TZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF6 TZHTZM"),
          // The DDL's timestamp is a wall clock in UTC.
          Map.entry("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ"),
          Map.entry("TIMESTAMP_DAY_IS_ALWAYS_24H", "false"),
          Map.entry("TWO_DIGIT_CENTURY_START", "1970"),
          Map.entry("WEEK_START", "1"), // Monday
          Map.entry("WEEK_OF_YEAR_POLICY", "0"), // ISO 8601
          Map.entry("BINARY_INPUT_FORMAT", "HEX"),
          Map.entry("BINARY_OUTPUT_FORMAT", "HEX"),
          // What statements mean.
          Map.entry("AUTOCOMMIT", "true"),
          Map.entry("DEFAULT_NULL_ORDERING", "LAST"),
          Map.entry("ERROR_ON_NONDETERMINISTIC_MERGE", "true"),
          Map.entry("ERROR_ON_NONDETERMINISTIC_UPDATE", "false"),
          Map.entry("MULTI_STATEMENT_COUNT", "1"),
          Map.entry("QUOTED_IDENTIFIERS_IGNORE_CASE", "false"),
          Map.entry("ROWS_PER_RESULTSET", "0"), // all of them
          Map.entry("STRICT_JSON_OUTPUT", "false"),
          Map.entry("TRANSACTION_ABORT_ON_ERROR", "false"),
          // Only a run that has lost its lease can hold a lock for long.
          Map.entry("LOCK_TIMEOUT", "300"),
          Map.entry("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "0"), // until the statement timeout
          // A large batch must not go by way of a temporary stage: making one commits.
          Map.entry("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", "0"),
          // The driver reads a timestamp as a wall clock of this process.
          Map.entry("CLIENT_HONOR_CLIENT_TZ_FOR_TIMESTAMP_NTZ", "true"),
          Map.entry("JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC", "false"),
          Map.entry("JDBC_USE_SESSION_TIMEZONE", "true"));

  /** Of the driver's sessions only, since the connector has options or values of its own. */
  static final Map<String, String> OF_THE_DRIVER =
      Map.of(
          "TIMEZONE", "UTC",
          "JDBC_QUERY_RESULT_FORMAT", "ARROW", // texts would cut doubles
          "JDBC_TREAT_DECIMAL_AS_INT", "true",
          // A killed run must not leave a statement that runs on or holds locks.
          "ABORT_DETACHED_QUERY", "true");

  private PinnedParameters() {}
}
