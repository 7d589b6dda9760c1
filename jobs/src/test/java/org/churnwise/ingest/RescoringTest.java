package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.SentimentSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments that stand or were taken back, scored by one function and then by the other. */
@Slow
class RescoringTest {
  private static final SentimentSettings BY_AI =
      TestSentiment.SETTINGS.by(SentimentFunction.AI_SENTIMENT);

  @TempDir private Path folder;

  /** Else each comment would be hashed once for each text, hours for some hundred thousand. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest/rescored_comments", "ingest/rescored_superseded_comments"})
  void aCommentMeetsItsTextByItsHash(String update) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      Sql plan =
          new Sql("plan", "explain " + Sql.named(update).text(), Map.of())
              .with("scored_by", "cortex")
              .with("max_characters", 10);
      String steps = temporary.warehouse().query(plan).toString();
      assertEquals(3, steps.split("HASH_JOIN", -1).length, steps); // one more is for the update
    }
  }

  @Test
  void commentsThatAreScoredAnewAreAsIfTheyHadAlwaysBeen() throws IOException {
    try (CorrectionFixture changed = new CorrectionFixture(folder.resolve("changed"));
        CorrectionFixture always = new CorrectionFixture(folder.resolve("always"))) {
      always.scoredBy(BY_AI);
      for (CorrectionFixture fixture : List.of(changed, always)) {
        fixture.write(
            "feedback_raw_2025_01.csv", "2025-01-01,I love it,C1,F1,\n2025-01-02,,C1,F2,\n");
        fixture.write("feedback_raw_2025_02.csv", "2025-02-01,It is awful and bad,C1,F3,\n");
        fixture.load();
        fixture.undo("feedback_raw_2025_02.csv");
      }
      RescoreResult result = rescored(changed, BY_AI);
      assertEquals(new RescoreResult("ai_sentiment", 2, 2, 0), result);
      for (Table table : List.of(Tables.FEEDBACK_SENTIMENT, Tables.SUPERSEDED_FEEDBACK)) {
        assertEquals(
            always.rows(table, "feedback_id", "sentiment", "scored_by"),
            changed.rows(table, "feedback_id", "sentiment", "scored_by"));
      }
      assertEquals(Optional.of(SentimentFunction.AI_SENTIMENT), changed.loaded().scoredBy());
      assertEquals(
          changed.loaded().before(LoadFixture.AS_OF), always.loaded().before(LoadFixture.AS_OF));
      assertEquals(new RescoreResult("ai_sentiment", 0, 0, 0), rescored(changed, BY_AI));
      SentimentSettings back = TestSentiment.SETTINGS.by(SentimentFunction.CORTEX);
      assertEquals(new RescoreResult("cortex", 2, 0, 0), rescored(changed, back));
    }
  }

  @Test
  void aRunNotesWhatItScoredAnew() throws IOException {
    try (CorrectionFixture fixture = new CorrectionFixture(folder)) {
      fixture.write("feedback_raw_2025_01.csv", "2025-01-01,I love it,C1,F1,\n");
      fixture.load();
      LoadedFiles before = fixture.loaded();
      rescored(fixture, BY_AI);
      assertNotEquals(before.before(LoadFixture.AS_OF), fixture.loaded().before(LoadFixture.AS_OF));
      SliceId written =
          new SliceId.Rescored(
              SentimentFunction.CORTEX,
              SentimentFunction.AI_SENTIMENT,
              Optional.of("feedback_raw_2025_01.csv"));
      Ledger next = fixture.ledger();
      assertTrue(next.view().key(Stage.INGEST, written).isPresent());
    }
  }

  @Test
  void aSettingThatNamesAnotherFunctionThanThatOfTheScoresIsRefused() throws IOException {
    try (CorrectionFixture fixture = new CorrectionFixture(folder)) {
      fixture.write("feedback_raw_2025_01.csv", "2025-01-01,I love it,C1,F1,\n");
      fixture.load();
      fixture.scoredBy(BY_AI);
      fixture.write("feedback_raw_2025_02.csv", "2025-02-01,I hate it,C1,F2,\n");
      ChurnException refusal = assertThrows(ChurnException.class, fixture::load);
      assertEquals(ExitCode.USAGE, refusal.exitCode());
      assertTrue(
          refusal.getMessage().startsWith("sentiment.function = ai_sentiment, but the comments"),
          refusal::getMessage);
      assertTrue(refusal.getMessage().contains("'submit/churn ingest --rescore'"));
      assertEquals(1, fixture.temporary().count(Tables.FEEDBACK_RAW));
    }
  }

  private static RescoreResult rescored(CorrectionFixture fixture, SentimentSettings settings) {
    return new CommentRescoring(fixture.temporary().warehouse(), fixture.ledger(), settings)
        .rescore();
  }
}
