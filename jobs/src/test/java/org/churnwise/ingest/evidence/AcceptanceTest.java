package org.churnwise.ingest.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-05: closed for renovation                  |                | 2024-05-01 | 2024-05-31 | false | closed for renovation
          2024-05-11..2024-05-31: flood                   |                | 2024-05-11 | 2024-05-31 | false | flood
          2024-12-25 : Christmas                          |                | 2024-12-25 | 2024-12-25 | false | Christmas
          2024-05..2024-06: two: months                   |                | 2024-05-01 | 2024-06-30 | false | two: months
          location=North 2024-05: files are lost          | location=North | 2024-05-01 | 2024-05-31 | false | files are lost
          location=New York from 2024-05-11: closed       | location=New York | 2024-05-11 | 2024-05-11 | true | closed
          total_amount from 2024-05: prices in cents      | total_amount   | 2024-05-01 | 2024-05-31 | true | prices in cents
          """)
  void aPeriodAndAReasonAreAccepted(
      String text, String subject, String first, String last, boolean fromNowOn, String reason) {
    Acceptance accepted = Acceptance.parse(text);
    assertEquals(subject, accepted.subject().orElse(null));
    assertEquals(first, accepted.period().first().toString());
    assertEquals(last, accepted.period().last().toString());
    assertEquals(fromNowOn, accepted.holdsFromNowOn());
    assertEquals(reason, accepted.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "closed for renovation",
        "2024-05",
        "2024-05:",
        "2024-13: no month",
        "2024-06..2024-05: backwards",
        "from 2024-05: of what?",
        "sales from 2024-05: nobody buys any more"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    ChurnException e = assertThrows(ChurnException.class, () -> Acceptance.parse(text));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertTrue(
        e.getMessage().contains("--accept \"2024-05: closed for renovation\""), e.getMessage());
  }
}
