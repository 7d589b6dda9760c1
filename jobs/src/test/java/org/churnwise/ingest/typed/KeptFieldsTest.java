package org.churnwise.ingest.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptFieldsTest {

  @Test
  void rowOfATableWithControlCharactersIsRead() throws IOException {
    String row = "{\"id\":\"c\u0001\",\"note\":\"a\\nb\u0000\u001f\"}";

    assertEquals(
        List.of("c\u0001", "a\nb\u0000\u001f"),
        KeptFields.read(1, row, List.of("id", "note")).values());
  }
}
