package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schema of the JSON line and what it lets through. The lines of the commands themselves are
 * validated wherever a test of this module runs one, see {@link Outcome#json}.
 */
class JsonLineSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD =
      """
      {"command":"monitor","status":"DONE","seconds":0.1,"schema_version":1,
       "run_id":"20261128T190810-ce1fc259","counts":{},
       "state":{"watermark":"2025-06-01","champion":null,"scored_snapshot":null,"contacts":0,
                "drift_snapshot":null,"drift_breaches":0,"diagnosis":null,
                "open_alerts":0}}
      """;

  private static JsonNode file() throws Exception {
    return JSON.readTree(JsonLineSchema.FILE.toFile());
  }

  /** With {@code -Dschema.write=yes} it writes the file, for a change to be looked at. */
  @Test
  void itHasEveryCommandAndTheCountsOfItsRecord() throws Exception {
    ObjectNode current = CountsOfCommands.broughtUpToDate(file());
    if (System.getProperty("schema.write", "").equals("yes")) {
      Files.writeString(JsonLineSchema.FILE, CountsOfCommands.text(current));
    }
    assertEquals(
        CountsOfCommands.text(current),
        Files.readString(JsonLineSchema.FILE),
        "run this test with -Dschema.write=yes, and see what has changed");
  }

  @Test
  void aLineOfTheFormIsValid() throws Exception {
    ObjectNode line = (ObjectNode) JSON.readTree(GOOD);
    line.set("counts", countsOfMonitor());
    assertEquals(List.of(), JsonLineSchema.violations(line));
  }

  private static ObjectNode countsOfMonitor() throws Exception {
    ObjectNode counts = JSON.createObjectNode();
    file()
        .at("/$defs/monitor/required")
        .forEach(
            name -> {
              String place = "/properties/" + name.asText() + "/type";
              JsonNode type = CountsOfCommands.schemas().get("monitor").at(place);
              counts.set(name.asText(), value(type));
            });
    return counts;
  }

  private static JsonNode value(JsonNode type) {
    if (type.asText().equals("array")) {
      return JSON.createArrayNode();
    }
    return type.isArray() ? NullNode.instance : IntNode.valueOf(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"command\":\"monitor\"    | \"command\":\"monitors\"",
        "\"status\":\"DONE\"        | \"status\":\"FINE\"",
        "\"status\":\"DONE\"        | \"status\":\"FAILED\"",
        "\"seconds\":0.1            | \"seconds\":\"0.1\"",
        "\"schema_version\":1       | \"schema_version\":2",
        "\"contacts\":0,            | ``",
        "\"2025-06-01\"             | \"June\"",
        "\"counts\":{}              | \"counts\":{\"rows\":\"three\"}",
        "\"run_id\"                 | \"run\""
      })
  void aLineOfAnotherFormIsNot(String good, String bad) throws Exception {
    assertFalse(JsonLineSchema.violations(JSON.readTree(GOOD.replace(good, bad))).isEmpty(), bad);
  }
}
