package org.churnwise.ingest.typed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.ingest.csv.TextRecord.Flaw;
import org.churnwise.run.Json;

/**
 * The text that a row of a Parquet file is kept by: JSON, where a number, day or time that is no
 * text stands in brackets.
 */
public final class KeptFields {
  /** Keeps the digits of numbers. */
  /** SQL writes rows of tables as JSON, and escapes the commonest control characters only. */
  private static final ObjectReader EXACT =
      Json.mapper()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);

  private KeptFields() {}

  static void put(ObjectNode row, String field, String text, boolean isTyped) {
    if (isTyped && text != null) {
      row.putArray(field).add(text);
    } else {
      row.put(field, text);
    }
  }

  /**
   * A record of such a text.
   *
   * @param fields whose values are wanted, in order
   * @throws IOException if it lacks one of them
   */
  public static TextRecord read(long line, String text, List<String> fields) throws IOException {
    if (!text.startsWith("{")) {
      return new TextRecord(line, text, List.of(), Flaw.NOT_ONE_VALUE);
    }
    JsonNode row;
    try {
      row = EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException("row " + line + " was kept in part only; load the file again", e);
    }
    List<String> values = new ArrayList<>();
    Set<Integer> typed = new HashSet<>();
    for (String field : fields) {
      JsonNode value = row.path(field);
      if (value.isMissingNode()) {
        throw new IOException(
            "row %d has no field %s: older contracts did not need it; load the file again, or add it to the row with 'submit/churn quarantine export' and 'release --from'"
                .formatted(line, field));
      }
      JsonNode single = value.isArray() && value.size() == 1 ? value.get(0) : value;
      if (single.isContainerNode()) {
        return new TextRecord(line, text, List.of(), Flaw.NOT_ONE_VALUE);
      }
      if (value.isArray() || value.isNumber()) { // a person writes numbers without brackets
        typed.add(values.size());
      }
      values.add(single.isNull() ? null : single.asText());
    }
    return new TextRecord(line, text, values, Flaw.NONE, typed);
  }
}
