package org.churnwise.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/**
 * One statement as the local server received it.
 *
 * @param at when it had been answered
 * @param session number of the session, counted from 1 over the life of the server
 * @param database the session's database after the statement, empty without one
 * @param schema the session's schema, likewise
 * @param queryTag the session's query tag, empty without one
 * @param sql the text
 * @param binds the number of parameters
 * @param batch the number of rows bound at once; 0 if it was no batch
 * @param rows rows returned or changed; empty for statements that do neither, and for failed ones
 * @param error number and message, empty if it succeeded
 * @param asynchronous whether the client fetches the rows by a later RESULT_SCAN, which is logged
 *     too
 */
public record SentStatement(
    Instant at,
    int session,
    String database,
    String schema,
    String queryTag,
    String sql,
    int binds,
    int batch,
    OptionalLong rows,
    String error,
    boolean asynchronous) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A line of the log. */
  static SentStatement parse(String line) {
    try {
      JsonNode entry = JSON.readTree(line);
      JsonNode rows = entry.get("rows");
      return new SentStatement(
          OffsetDateTime.parse(entry.get("time").asText()).toInstant(),
          entry.get("session").asInt(),
          entry.get("database").asText(""),
          entry.get("schema").asText(""),
          entry.get("query_tag").asText(""),
          entry.get("sql").asText(),
          entry.get("binds").asInt(),
          entry.get("batch").asInt(0),
          rows.isNull() ? OptionalLong.empty() : OptionalLong.of(rows.asLong()),
          entry.get("error").asText(""),
          entry.get("asynchronous").asBoolean());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
