package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.SentimentSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.CommentScoring.Source;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts in statements that may fail. In place of the scorer stand functions that refuse the text
 * "refused", and one that counts its calls by a sequence; a text's score is its length in
 * thousandths.
 */
class CommentScoringTest {
  private static final SentimentSettings SETTINGS = new SentimentSettings(Optional.empty(), 64, 20);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
    run("create sequence calls");
    functionThatFailsIf("text = 'refused'");
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void oneTextThatAlwaysFailsAmongTenThousandCostsOneNull() {
    run(
        "insert into feedback_raw (chat_date, comment, customer_id, feedback_id)"
            + " select date '2025-01-01', iff(i = 4711, 'refused', 'text ' || i), 'C', i"
            + " from range(10000) r(i)");
    assertEquals(1, score(SentimentFunction.CORTEX, 10_000, 1_024));
    assertEquals(
        TextTable.expected(
            """
            failed | scored | kept
            1      | 9999   | 10000
            """),
        table(
            "select count_if(is_failed) as failed, count(sentiment) as scored, count(*) as kept"
                + " from sentiment_cache"));
    assertEquals(0, texts(SentimentFunction.CORTEX));
  }

  @Test
  void noTextWithAScoreIsSentAgainForOneThatFails() {
    comments("a", "b", "c", "refused", "e", "f", "g", "h");
    score(SentimentFunction.CORTEX, 8, 8);
    long calls = calls();
    assertTrue(calls <= 8 * (1 + 3), "each of 8 at most 1 + log2(8) times, not " + calls);
    assertEquals(0, texts(SentimentFunction.CORTEX));
    assertEquals(8, texts(SentimentFunction.AI_SENTIMENT));
  }

  @Test
  void aFunctionThatDoesNotAnswerEndsTheLoadAndNamesTheOther() {
    comments("good", "refused");
    functionThatFailsIf("true");
    ChurnException e =
        assertThrows(ChurnException.class, () -> score(SentimentFunction.CORTEX, 2, 2));
    assertEquals(ExitCode.WAREHOUSE, e.exitCode());
    for (String part :
        new String[] {
          "comments cannot be scored by SNOWFLAKE.CORTEX.SENTIMENT",
          "nothing was loaded. AI_SENTIMENT answers: score all comments anew by it with 'submit/churn ingest --rescore'"
        }) {
      assertTrue(e.getMessage().contains(part), e::getMessage);
    }
    assertEquals(0, temporary.count(Tables.SENTIMENT_CACHE), "no text is taken for unscorable");
  }

  @Test
  void aTextIsCutAndTwoOfOneBeginningAreSentOnce() {
    comments("0123456789 0123456789", "0123456789 0123456789 and more", "   ");
    functionThatFailsIf("length(text) > 20");
    assertEquals(1, texts(SentimentFunction.CORTEX));
    assertEquals(0, score(SentimentFunction.CORTEX, 1, 8));
    assertEquals(1, calls());
  }

  @Test
  void anUnknownMoodIsAnAnswerAndANullObjectIsNone() {
    comments("positive", "neutral", "mixed", "negative", "unknown", "refused");
    run(
        "create or replace temp macro ai_sentiment(text) as case text when 'refused' then null"
            + " else json_object('categories', json_array(json_object('sentiment',"
            + " iff(text like 'The %', 'neutral', text)))) end");
    assertEquals(1, score(SentimentFunction.AI_SENTIMENT, 6, 8));
    assertEquals(
        TextTable.expected(
            """
            comment  | sentiment | is_failed
            mixed    | 0.0       | false
            negative | -1.0      | false
            neutral  | 0.0       | false
            positive | 1.0       | false
            refused  | null      | true
            unknown  | null      | false
            """),
        table(
            "select r.comment, c.sentiment, c.is_failed from feedback_raw r inner join"
                + " sentiment_cache c on c.text_hash = md5(r.comment) order by r.comment"));
  }

  private void functionThatFailsIf(String condition) {
    run(
        "create or replace macro snowflake.cortex.sentiment(text) as case when "
            + condition
            + " then error('no answer') else length(text) / 1000.0"
            + " + 0 * nextval('churn.main.calls') end");
  }

  private void comments(String... texts) {
    for (String text : texts) {
      run(
          "insert into feedback_raw (chat_date, comment, customer_id, feedback_id)"
              + " values (date '2025-01-01', '%s', 'C', '%s')".formatted(text, text));
    }
  }

  private long score(SentimentFunction function, long texts, long chunk) {
    return scoring(chunk).score(Source.STORED, function, texts);
  }

  private long texts(SentimentFunction function) {
    Sql count = scoring(1).over(Sql.named("ingest/texts_to_score"), Source.STORED, function);
    return temporary.warehouse().query(count).get(0).longValue("text_count");
  }

  private CommentScoring scoring(long chunk) {
    return new CommentScoring(
        temporary.warehouse(),
        new FunctionChoice(temporary.warehouse(), temporary.ledger(), SETTINGS),
        chunk);
  }

  private long calls() {
    Sql next = new Sql("test", "select nextval('calls') as number", Map.of());
    return temporary.warehouse().query(next).get(0).longValue("number") - 1;
  }

  private String table(String query) {
    return temporary.rows(new Sql("test", query, Map.of()));
  }

  private void run(String statement) {
    temporary.warehouse().execute(new Sql("test", statement, Map.of()));
  }
}
