package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a load asks for a sentiment: where it is paid by the text, none is paid twice. In place
 * of the scorer stands a function that counts its calls by a sequence; a text's score is its length
 * in hundredths.
 */
class TextsScoredOnceTest {
  @TempDir Path folder;
  private LoadFixture fixture;

  @BeforeEach
  void countCalls() throws IOException {
    fixture = new LoadFixture(folder);
    run("create sequence calls");
    run(
        "create or replace macro snowflake.cortex.sentiment(text) as"
            + " length(text) / 100.0 + 0 * nextval('churn.main.calls')");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aTextIsScoredOnceHoweverOftenAFileHasIt() throws IOException {
    fixture.write(
        "feedback_raw_2025_01.csv",
        "2025-01-01,good,C1,F1,\n2025-01-02,good,C2,F2,\n2025-01-03,bad,C1,F3,\n"
            + "2025-01-04,,C1,F4,\n2025-01-04,\" \u00A0\",C1,F5,\n");
    fixture.load();
    assertScores(
        """
        feedback_id | sentiment
        F1          | 0.04
        F2          | 0.04
        F3          | 0.03
        F4          | null
        F5          | null
        """);
    assertEquals(2, calls());
  }

  @Test
  void aTextOfAnEarlierFileOrLoadIsNotScoredAgain() throws IOException {
    fixture.write("feedback_raw_2025_01.csv", "2025-01-01,good,C1,F1,\n2025-01-01,good,C1,F2,\n");
    fixture.write("feedback_raw_2025_02.csv", "2025-02-01,good,C1,F3,\n2025-02-01,bad,C1,F4,\n");
    fixture.load();
    fixture.write("feedback_raw_2025_03.csv", "2025-03-01,bad,C1,F5,\n2025-03-01,so-so,C2,F6,\n");
    fixture.load();
    assertScores(
        """
        feedback_id | sentiment
        F1          | 0.04
        F2          | 0.04
        F3          | 0.04
        F4          | 0.03
        F5          | 0.03
        F6          | 0.05
        """);
    assertEquals(3, calls());
  }

  private void assertScores(String expected) {
    fixture.assertRows(expected, Tables.FEEDBACK_SENTIMENT, "feedback_id", "sentiment");
  }

  private long calls() {
    Sql next = new Sql("test", "select nextval('calls') as number", Map.of());
    return fixture.temporary().warehouse().query(next).get(0).longValue("number") - 1;
  }

  private void run(String statement) {
    fixture.temporary().warehouse().execute(new Sql("test", statement, Map.of()));
  }
}
