package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.SentimentSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.CommentScoring.Source;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.quality.DataQualityChecker;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sentiment.SentimentScorer;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Scores all comments anew by another function, those that were taken back too, and replaces their
 * sentiments in one transaction. Features that used them are stale afterwards.
 */
public final class CommentRescoring {
  private static final Sql STANDING = Sql.named("ingest/rescored_comments");
  private static final Sql TAKEN_BACK = Sql.named("ingest/rescored_superseded_comments");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final SentimentSettings settings;
  private final FunctionChoice choice;
  private final CommentScoring scoring;

  public CommentRescoring(Warehouse warehouse, Ledger ledger, SentimentSettings settings) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.settings = settings;
    this.choice = new FunctionChoice(warehouse, ledger, settings);
    this.scoring = new CommentScoring(warehouse, ledger, settings);
  }

  /**
   * Scores by the function of the setting; with {@code auto}, by that of the stored scores while it
   * answers, and else by the other one. Does nothing if that has scored them.
   *
   * @throws ChurnException with exit code WAREHOUSE if no function answers; what was scored stays
   *     in the cache, and no sentiment is changed
   */
  RescoreResult rescore() {
    Optional<SentimentFunction> before = ledger.view().loaded().scoredBy();
    if (before.isEmpty()) {
      return new RescoreResult(null, 0, 0, 0);
    }
    return rescore(before.get(), choice.next());
  }

  /** The same by a function, as a run of before did. */
  public void repeat(SentimentFunction by) {
    rescore(ledger.view().loaded().scoredBy().orElseThrow(), by);
  }

  private RescoreResult rescore(SentimentFunction before, SentimentFunction by) {
    if (before == by) {
      return new RescoreResult(by.toString(), 0, 0, 0);
    }
    Map<SliceId, List<LoadedFile>> files = files(before, by);
    List<StageSlice> slices = slices(files, new SliceId.Rescored(before, by, Optional.empty()), by);
    RescoreResult result =
        ledger.commit(slices, () -> score(by), texts -> write(files, slices, by, texts));
    ledger.view().forget(SentimentFunction.class);
    return result;
  }

  /** The loads of feedback that stand, by the slice of their file. */
  private Map<SliceId, List<LoadedFile>> files(SentimentFunction before, SentimentFunction by) {
    Map<SliceId, List<LoadedFile>> files = new LinkedHashMap<>();
    ledger.view().loaded().files().stream()
        .filter(file -> Feed.named(file.feed()) == Feed.FEEDBACK)
        .forEach(
            file ->
                files
                    .computeIfAbsent(
                        new SliceId.Rescored(before, by, Optional.of(file.name())),
                        name -> new ArrayList<>())
                    .add(file));
    return files;
  }

  /** Those of the files, and one of what was taken back. */
  private List<StageSlice> slices(
      Map<SliceId, List<LoadedFile>> files, SliceId takenBack, SentimentFunction by) {
    LoadedFiles loaded = ledger.view().loaded();
    return Stream.concat(
            files.entrySet().stream()
                .map(
                    file ->
                        slice(
                            file.getKey(),
                            Tables.FEEDBACK_SENTIMENT.name(),
                            by,
                            file.getValue().stream().map(loaded::asComments).toList())),
            Stream.of(slice(takenBack, Tables.SUPERSEDED_FEEDBACK.name(), by, List.of())))
        .toList();
  }

  private StageSlice slice(SliceId id, String table, SentimentFunction by, List<Input> inputs) {
    return StageSlice.of(
        Stage.INGEST,
        table,
        id,
        StageCode.of(CommentRescoring.class, warehouse.getClass(), SentimentScorer.class),
        by + " " + settings.maxCharacters(),
        Stream.concat(Stream.of(STANDING, TAKEN_BACK), CommentScoring.STATEMENTS.stream()).toList(),
        inputs);
  }

  private long score(SentimentFunction by) {
    Sql count = scoring.over(Sql.named("ingest/texts_to_score"), Source.STORED, by);
    long texts = warehouse.query(count).get(0).longValue("text_count");
    scoring.score(Source.STORED, by, texts);
    return texts;
  }

  private Written<RescoreResult> write(
      Map<SliceId, List<LoadedFile>> files,
      List<StageSlice> slices,
      SentimentFunction by,
      long texts) {
    LoadedFiles loaded = ledger.view().loaded().scoredBy(by);
    warehouse.execute(with(STANDING, by));
    warehouse.execute(with(TAKEN_BACK, by));
    ResultRow counted = warehouse.query(with(Sql.named("ingest/comments_not_scored"), by)).get(0);
    long comments = counted.longValue("comments");
    long notScored = counted.longValue("comments_not_scored");
    if (notScored > 0) {
      QualityCheck.record(warehouse, ledger.run(), List.of(check(comments, notScored)));
    }
    Map<SliceId, StageCounts> counts = new HashMap<>();
    Map<SliceId, List<Input>> made = new HashMap<>();
    SliceId takenBack = slices.get(slices.size() - 1).id();
    counts.put(
        takenBack, new StageCounts(0, 0, new SliceRows(Tables.SUPERSEDED_FEEDBACK, Map.of())));
    files.forEach(
        (slice, loads) -> {
          long rows = loads.stream().mapToLong(LoadedFile::rowsLoaded).sum();
          counts.put(slice, new StageCounts(rows, rows, rows(loads)));
          made.put(slice, loads.stream().map(loaded::asInput).toList());
        });
    RescoreResult result = new RescoreResult(by.toString(), comments, texts, notScored);
    return new Written<>(result, counts).making(made);
  }

  /** Where the sentiments of loads stand; none of a load without a comment. */
  private static List<SliceRows> rows(List<LoadedFile> loads) {
    return loads.stream()
        .filter(load -> load.firstDay().isPresent())
        .map(load -> new SliceRows.Days(load.firstDay().get(), load.lastDay().orElseThrow()))
        .distinct()
        .map(days -> new SliceRows(Tables.FEEDBACK_SENTIMENT, Map.of(Feed.FEEDBACK.day(), days)))
        .toList();
  }

  private static QualityCheck check(long comments, long notScored) {
    return QualityCheck.atMost(
        Stage.INGEST,
        Tables.FEEDBACK_SENTIMENT.name(),
        DataQualityChecker.NOT_SCORED_SHARE,
        (double) notScored / comments,
        1);
  }

  private Sql with(Sql statement, SentimentFunction by) {
    return statement
        .with("scored_by", by.toString())
        .with("max_characters", settings.maxCharacters());
  }
}
