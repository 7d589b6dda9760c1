package org.churnwise.ingest;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.SentimentSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.evidence.SalesEvidence;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.SnowflakeFailures;
import org.churnwise.warehouse.Warehouse;

/**
 * Scores texts before the transaction that needs them, in statements that are committed one by one:
 * whatever dies, no text that has a score is sent again. A statement that fails is halved down to
 * the single text, which then has no score; so a text is sent 1 + log2(chunk) times at most.
 */
final class CommentScoring {
  private static final Sql UNSCORED = Sql.named("ingest/unscored_texts");
  private static final Sql FAILED = Sql.named("ingest/failed_texts");
  private static final Map<SentimentFunction, Sql> CALLS =
      Map.of(
          SentimentFunction.CORTEX, Sql.named("ingest/texts_by_cortex"),
          SentimentFunction.AI_SENTIMENT, Sql.named("ingest/texts_by_ai_sentiment"));

  /** The texts that decide what a load writes, for its key. */
  static final List<Sql> STATEMENTS =
      List.of(
          UNSCORED,
          FAILED,
          CALLS.get(SentimentFunction.CORTEX),
          CALLS.get(SentimentFunction.AI_SENTIMENT));

  private final Warehouse warehouse;
  private final FunctionChoice choice;
  private final SentimentSettings settings;
  private final long chunk;

  CommentScoring(Warehouse warehouse, Ledger ledger, SentimentSettings settings) {
    this(
        warehouse,
        new FunctionChoice(warehouse, ledger, settings),
        // The model of this process neither fails nor costs: one statement is the fastest.
        warehouse.localThreads().isPresent()
            ? Long.MAX_VALUE
            : Integer.highestOneBit(settings.chunkRows()));
  }

  /**
   * @param chunk texts that one statement sends at most
   */
  CommentScoring(Warehouse warehouse, FunctionChoice choice, long chunk) {
    this.warehouse = warehouse;
    this.choice = choice;
    this.settings = choice.settings();
    this.chunk = chunk;
  }

  /** See {@link FunctionChoice#function}. */
  SentimentFunction function() {
    return choice.function();
  }

  /** What decides a score beside the text, for the key of what holds it. */
  String configuration() {
    return function() + " " + settings.maxCharacters();
  }

  /** The files that landed, with how many texts of their comments have to be sent. */
  List<LandedFile> landed(List<SourceFile> files) {
    return LandedFile.of(warehouse.query(landedFiles(Sql.named("ingest/landed_files"), files)));
  }

  /**
   * The rows of landed_files and those of the evidence, in one statement.
   *
   * @param allMonths see {@link SalesEvidence#query}
   * @param salesAreNew see there
   */
  List<ResultRow> landedAndEvidence(
      List<SourceFile> files, boolean allMonths, boolean salesAreNew) {
    Sql both =
        Sql.named("ingest/landed_files_and_evidence")
            .reading("landed_files", Sql.named("ingest/landed_files"))
            .reading("sales_evidence", SalesEvidence.query(true, allMonths, salesAreNew));
    return warehouse.query(landedFiles(both, files));
  }

  private Sql landedFiles(Sql statement, List<SourceFile> files) {
    boolean anyComments = files.stream().anyMatch(file -> Feed.named(file.feed()) == Feed.FEEDBACK);
    return over(statement, Source.LANDED, anyComments ? function() : SentimentFunction.CORTEX);
  }

  /** Where comments are. */
  enum Source {
    LANDED("ingest/landed_comments"),
    STORED("ingest/stored_comments");

    private final Sql comments;

    Source(String name) {
      comments = Sql.named(name);
    }
  }

  /** A statement about the texts of comments that a function was not asked about. */
  Sql over(Sql statement, Source source, SentimentFunction function) {
    return statement
        .reading("unscored_texts", UNSCORED)
        .reading("comments_to_score", source.comments)
        .with("scored_by", function.toString())
        .with("max_characters", settings.maxCharacters());
  }

  /** The rows of feedback_sentiment of a load, whose texts were scored before. */
  Sql ofLoad(Sql statement, long loadNumber) {
    return statement
        .with("scored_by", function().toString())
        .with("max_characters", settings.maxCharacters())
        .with("load_number", loadNumber);
  }

  /**
   * Scores texts; not in a transaction.
   *
   * @param texts how many there are
   * @return how many could not be scored
   * @throws ChurnException with exit code WAREHOUSE if the function does not answer at all; what
   *     was scored stays
   */
  long score(Source source, SentimentFunction function, long texts) {
    Chunks chunks = new Chunks(source, function);
    long failed = 0;
    for (long left = texts; left > 0; left -= chunk) {
      failed += chunks.next(Math.min(left, chunk));
    }
    return failed;
  }

  /** Texts in one order, of which those drop out that have a score or failed. */
  private final class Chunks {
    private final SentimentFunction function;
    private final Sql call;
    private final Sql failed;

    Chunks(Source source, SentimentFunction function) {
      this.function = function;
      this.call = over(CALLS.get(function), source, function);
      this.failed = over(FAILED, source, function);
    }

    /** Scores the next texts, and returns how many of them could not be scored. */
    long next(long texts) {
      long answered;
      try {
        answered = keep(call, texts);
      } catch (ChurnException e) {
        requireAnswer(e);
        return texts == 1 ? keep(failed, 1) : next(texts / 2) + next(texts - texts / 2);
      }
      if (answered == texts) {
        return 0;
      }
      requireAnswer(null);
      return keep(failed, texts - answered);
    }

    private long keep(Sql rows, long texts) {
      return warehouse.insertFrom(Tables.SENTIMENT_CACHE, rows.with("chunk_rows", texts));
    }

    /** Whether a failure is the texts' own, and not that of the function or the connection. */
    private void requireAnswer(ChurnException failure) {
      if (failure != null
          && failure.getCause() instanceof SQLException cause
          && SnowflakeFailures.isConnectionLost(cause)) {
        throw failure;
      }
      SentimentProbe probe = SentimentProbe.of(warehouse, function);
      if (!probe.answers()) {
        throw choice.stopped(probe);
      }
    }
  }
}
