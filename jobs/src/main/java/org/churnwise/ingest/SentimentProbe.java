package org.churnwise.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.SentimentFunction;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * What a function says of a harmless sentence: whether this session may call it. Costs one
 * statement, and on Snowflake a few tokens.
 *
 * @param score of the sentence; empty if the call failed or gave none
 * @param failure of the call
 */
public record SentimentProbe(
    SentimentFunction function, OptionalDouble score, Optional<ChurnException> failure) {
  private static final Map<SentimentFunction, Sql> CALLS =
      Map.of(
          SentimentFunction.CORTEX, Sql.named("run/cortex_call"),
          SentimentFunction.AI_SENTIMENT, Sql.named("run/ai_sentiment_call"));

  /** Calls the function; not in a transaction, which a failure would end. */
  public static SentimentProbe of(Warehouse warehouse, SentimentFunction function) {
    try {
      OptionalDouble score =
          warehouse.query(CALLS.get(function)).get(0).optionalDouble("sentiment");
      return new SentimentProbe(function, score, Optional.empty());
    } catch (ChurnException e) {
      return new SentimentProbe(function, OptionalDouble.empty(), Optional.of(e));
    }
  }

  /** Whether it gave a score. */
  public boolean answers() {
    return score.isPresent();
  }

  /** Why it gave none. */
  public String why() {
    return failure
        .map(Throwable::getMessage)
        .orElse(function.call() + " returned null for an English sentence");
  }
}
