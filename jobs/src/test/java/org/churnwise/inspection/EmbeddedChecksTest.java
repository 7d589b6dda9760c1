package org.churnwise.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.churnwise.inspection.Finding.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedChecksTest {
  private static final Instant WRITTEN = Instant.parse("2025-06-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2025-06-01T12:00:00Z, OK",
    "2025-06-01T11:59:30Z, OK",
    "2025-06-01T11:59:29Z, WARNING"
  })
  void aClockThatWentBackSinceTheLastWriteIsTold(Instant now, Level level) {
    assertEquals(level, EmbeddedChecks.clock(now, WRITTEN).level());
  }
}
