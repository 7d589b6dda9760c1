package org.churnwise.ingest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.SentimentSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;

/**
 * Which function scores the comments of a schema. Never two: that of the scores that are stored, or
 * else that of the setting, or else the first that the account has.
 */
record FunctionChoice(Warehouse warehouse, Ledger ledger, SentimentSettings settings) {
  private static final String PRIVILEGES =
      "the role needs USE AI FUNCTIONS on the account, and SNOWFLAKE.CORTEX_USER or"
          + " SNOWFLAKE.AI_FUNCTIONS_USER: see sql/warehouse/snowflake/grants.sql";

  /**
   * The function; decided once in a process. Not in a transaction, which a failed call would end.
   *
   * @throws ChurnException with exit code USAGE if the setting names another one than that of the
   *     stored scores; with exit code WAREHOUSE if none is stored or set, and the account has none
   */
  SentimentFunction function() {
    return ledger.view().fact(Set.of(), SentimentFunction.class, this::decide);
  }

  private SentimentFunction decide() {
    Optional<SentimentFunction> stored = ledger.view().loaded().scoredBy();
    settings
        .function()
        .filter(set -> stored.filter(other -> other != set).isPresent())
        .ifPresent(
            set -> {
              throw ChurnException.usage(
                  "sentiment.function = %s, but the comments in %s were scored by %s, and no feature mixes two functions; nothing was loaded. Set it to auto, or score all comments anew with 'submit/churn ingest --rescore'"
                      .formatted(set, warehouse.description(), stored.orElseThrow()));
            });
    return stored.or(settings::function).orElseGet(this::ofWarehouse);
  }

  private SentimentFunction ofWarehouse() {
    if (warehouse.localThreads().isPresent()) {
      // It has both; a number tells more than three values.
      return SentimentFunction.CORTEX;
    }
    SentimentProbe first = SentimentProbe.of(warehouse, SentimentFunction.AI_SENTIMENT);
    return first.answers() ? first.function() : answering(first, SentimentFunction.CORTEX);
  }

  private SentimentFunction answering(SentimentProbe silent, SentimentFunction other) {
    SentimentProbe second = SentimentProbe.of(warehouse, other);
    if (!second.answers()) {
      throw noneAnswers(List.of(silent, second));
    }
    return other;
  }

  /** The function that is to score all comments anew. */
  SentimentFunction next() {
    Optional<SentimentFunction> stored = ledger.view().loaded().scoredBy();
    if (settings.function().isPresent() || stored.isEmpty()) {
      return settings.function().orElseGet(this::ofWarehouse);
    }
    SentimentProbe probe = SentimentProbe.of(warehouse, stored.get());
    return probe.answers() ? stored.get() : answering(probe, stored.get().other());
  }

  /**
   * The reason to stop for a function that scored comments and does not answer any more.
   *
   * @param silent what it said
   */
  ChurnException stopped(SentimentProbe silent) {
    SentimentFunction other = silent.function().other();
    SentimentProbe second = SentimentProbe.of(warehouse, other);
    if (!second.answers()) {
      return noneAnswers(List.of(silent, second));
    }
    String set =
        settings.function().filter(named -> named != other).isPresent()
            ? "set sentiment.function = %s and ".formatted(other)
            : "";
    return failure(
        "comments cannot be scored by %s: %s; nothing was loaded. %s answers: %sscore all comments anew by it with 'submit/churn ingest --rescore', then run this again"
            .formatted(silent.function().call(), silent.why(), other.call(), set),
        silent);
  }

  private static ChurnException noneAnswers(List<SentimentProbe> silent) {
    return failure(
        "comments cannot be scored: %s: %s; %s: %s; %s"
            .formatted(
                silent.get(0).function().call(),
                silent.get(0).why(),
                silent.get(1).function().call(),
                silent.get(1).why(),
                PRIVILEGES),
        silent.get(0));
  }

  private static ChurnException failure(String message, SentimentProbe probe) {
    return ChurnException.warehouse(message, probe.failure().orElse(null));
  }
}
