package org.churnwise.ingest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextsTest {
  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd, 2024-02-29, 2024-02-29",
    "yyyyMMdd, 19970101, 1997-01-01",
    "yyyy-MM-dd HH:mm:ss, 2010-12-01 08:26:00, 2010-12-01",
    "d.M.yyyy, 3.1.2025, 2025-01-03",
    "dd-MMM-yyyy, 05-Jan-2025, 2025-01-05",
    "yyyy-MM-dd'T'HH:mm, 2025-06-30T23:59, 2025-06-30"
  })
  void aDayIsReadByItsPattern(String pattern, String text, LocalDate day) {
    assertEquals(Optional.of(day), new DateTexts(List.of(pattern)).read(text));
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd, 2025-01-03,",
    "yyyy-MM-dd HH:mm, 2025-01-03 23:05, 23:05",
    "d.M.yyyy HH:mm:ss.SSSSSS, 3.1.2025 07:08:09.123456, 07:08:09.123",
    "yyyy-MM-dd HH:mm:ss xx, 2025-01-03 23:05:00 -0500, 04:05",
    "epoch-millis, 1704412800250, 00:00:00.250",
    "epoch-seconds, 1704412799.5, 23:59:59",
    "yyyy-MM-dd HH:mm, 2025-02-30 23:05,"
  })
  void theTimeIsThatOfTheDay(String pattern, String text, LocalTime time) {
    assertEquals(Optional.ofNullable(time), new DateTexts(List.of(pattern)).readTime(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2024-2-1",
        "0000-01-01",
        "+12024-01-01",
        "20240101",
        "x",
        "2024-0\u0662-01",
        "1582-09-25",
        "1582-10-14"
      })
  void whatIsNoDayIsNone(String text) {
    assertEquals(Optional.empty(), new DateTexts(List.of("yyyy-MM-dd")).read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01", "0200-02-28", "1582-09-24", "1582-10-15", "9999-12-31"})
  void theFirstAndTheLastDaysAreRead(String text) {
    assertEquals(
        Optional.of(LocalDate.parse(text)), new DateTexts(List.of("yyyy-MM-dd")).read(text));
  }

  @Test
  void patternsAreTriedInOrder() {
    DateTexts dates = new DateTexts(List.of("dd/MM/yyyy", "MM/dd/yyyy"));
    assertEquals(Optional.of(LocalDate.of(2025, 2, 1)), dates.read("01/02/2025"));
    assertEquals(Optional.of(LocalDate.of(2025, 1, 31)), dates.read("01/31/2025"));
  }
}
