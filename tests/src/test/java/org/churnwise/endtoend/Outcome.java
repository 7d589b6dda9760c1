package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What a shell sees of a command. */
public record Outcome(int code, String out, String err) {

  /** The JSON line of a command, the last one of standard output; valid by its schema. */
  public JsonNode json() {
    JsonNode line = jsonOfScript();
    assertEquals(List.of(), JsonLineSchema.violations(line), line::toString);
    return line;
  }

  /** The JSON object that is the last line of what another program printed. */
  public JsonNode jsonOfScript() {
    List<String> lines = out.lines().toList();
    try {
      return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    } catch (JsonProcessingException | IndexOutOfBoundsException e) {
      throw new AssertionError("the last line is no JSON: " + this, e);
    }
  }

  /** Fails, with everything that was printed, unless the command ended with 0. */
  public Outcome requireDone() {
    assertEquals(0, code, this::toString);
    return this;
  }

  /** Fails unless the command ended with a code and said why in one line that holds the texts. */
  public void requireRefusal(int expectedCode, String... texts) {
    assertEquals(expectedCode, code, this::toString);
    assertEquals(1, err.lines().count(), this::toString);
    for (String text : texts) {
      assertTrue(err.contains(text), () -> "no '" + text + "' in: " + err);
    }
    assertFalse(err.contains("Exception"), err);
  }
}
