package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.cli.Stopwatch;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
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
 * Moves landed files into the tables: new rows, bad rows, sentiments, checks, files_ingested and
 * the ledger's rows. Files that were read together are one transaction: all are loaded, or none.
 */
final class FileLoader {
  private static final Sql BAD_ROWS = Sql.named("ingest/bad_rows");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final Contract contract;
  private final CommentScoring scoring;
  private final LoadAccounts accounts;
  private final JudgedRecords judged;
  private final AssessmentRows assessmentRows;
  private final Restatements restatements;
  private final ConflictingRows conflicting;

  FileLoader(Warehouse warehouse, Ledger ledger, Contract contract, CommentScoring scoring) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.contract = contract;
    this.scoring = scoring;
    this.conflicting = new ConflictingRows(warehouse);
    this.restatements = new Restatements(warehouse, ledger, contract.limits());
    this.accounts = new LoadAccounts(warehouse, ledger, contract);
    this.judged = new JudgedRecords(warehouse, ledger.run());
    this.assessmentRows = new AssessmentRows(warehouse, ledger);
  }

  /** The slice that a file's load writes. */
  StageSlice slice(SourceFile file) {
    Feed feed = Feed.named(file.feed());
    return StageSlice.of(
        Stage.INGEST,
        feed.table().name(),
        new SliceId.LoadedFile(file.name()),
        code(feed),
        feed == Feed.FEEDBACK
            ? contract.version() + " " + scoring.configuration()
            : contract.version(),
        FeedStatements.of(feed).all(),
        List.of(new Input(source(file), file.name(), file.contentHash())));
  }

  /** A release reads rows that came with an earlier load. */
  private static String source(SourceFile file) {
    return file.release().isPresent() ? Tables.QUARANTINE.name() : Input.FILE;
  }

  /** What loads have made, as later stages name it. */
  static Map<SliceId, List<Input>> made(LoadedFiles known, List<LoadedFile> loaded) {
    Map<SliceId, List<Input>> made = new HashMap<>();
    for (LoadedFile file : loaded) {
      Input read = known.asInput(file);
      String table = Feed.named(file.feed()).table().name();
      made.put(
          new SliceId.LoadedFile(file.name()),
          table.equals(read.name()) ? List.of(read) : List.of(known.asComments(file), read));
    }
    return made;
  }

  /** Feedback is scored as it is loaded. */
  private StageCode code(Feed feed) {
    return feed == Feed.FEEDBACK
        ? StageCode.of(DataIngestionPipeline.class, warehouse.getClass(), SentimentScorer.class)
        : StageCode.of(DataIngestionPipeline.class, warehouse.getClass());
  }

  /**
   * Loads files that landed together, in their order, and writes what that makes known.
   *
   * @param landing what was counted of them; empty if there are none
   */
  List<FileResult> load(
      List<SourceFile> files,
      List<LandedFile> landed,
      Optional<Landing> landing,
      LoadAssessment assessment) {
    List<StageSlice> slices = new ArrayList<>(files.stream().map(this::slice).toList());
    slices.addAll(assessmentRows.slices(assessment));
    List<FileResult> loaded =
        ledger.commit(
            slices,
            () -> {
              long firstLoad = ledger.view().loaded().nextLoad();
              boolean salesAreNew = landing.filter(Landing::salesAreNew).isPresent();
              if (salesAreNew) {
                new LandedSales(warehouse).insert(files, landed, firstLoad);
              }
              Written<List<FileResult>> written = written(files, landed, salesAreNew);
              List<LoadedFile> made = loaded(written.result(), landed, firstLoad);
              LoadedFiles known = withScores(ledger.view().loaded(), files);
              Map<SliceId, List<Input>> products = made(known, made);
              know(made, assessment.loadedTo(), holdComments(files));
              landing.ifPresent(
                  counted -> KnownEvidence.update(ledger, counted, landed, written.result()));
              Map<SliceId, StageCounts> counts = new HashMap<>(written.counts());
              counts.putAll(assessmentRows.write(assessment));
              return new Written<>(written.result(), counts).making(products);
            });
    assessmentRows.committed(assessment);
    return loaded;
  }

  /** Unless it has to be read which scores, if any, are the first ones. */
  private void know(List<LoadedFile> loaded, Optional<LocalDate> declared, boolean anyComments) {
    LoadedFiles before = ledger.view().loaded();
    if (before.precede(loaded) && (before.scoredBy().isPresent() || !anyComments)) {
      ledger.view().update(LoadedFiles.class, known -> known.with(loaded, declared));
    }
  }

  /** What is known once these files are loaded. */
  private LoadedFiles withScores(LoadedFiles known, List<SourceFile> files) {
    return holdComments(files) ? known.scoredBy(scoring.function()) : known;
  }

  private static boolean holdComments(List<SourceFile> files) {
    return files.stream().anyMatch(file -> isOf(Feed.FEEDBACK, file));
  }

  /**
   * Scores the texts of comments that have landed and have no score yet; not in a transaction.
   *
   * @return what landed, with the comments that could not be scored
   * @throws ChurnException with exit code WAREHOUSE if the function does not answer
   */
  List<LandedFile> scored(List<SourceFile> files, List<LandedFile> landed) {
    long texts = landed.stream().mapToLong(LandedFile::textsToScore).max().orElse(0);
    if (texts == 0) {
      return landed;
    }
    List<StageSlice> slices = files.stream().map(this::slice).toList();
    try {
      long failed =
          ledger.prepare(
              slices, () -> scoring.score(CommentScoring.Source.LANDED, scoring.function(), texts));
      return failed == 0 ? landed : withFailures(landed, scoring.landed(files));
    } catch (ChurnException e) {
      slices.forEach(slice -> ledger.refused(slice, e));
      throw e;
    }
  }

  /** The same files with the failures that were counted since. */
  private static List<LandedFile> withFailures(List<LandedFile> landed, List<LandedFile> now) {
    return landed.stream()
        .map(
            file ->
                now.stream()
                    .filter(other -> other.number() == file.number())
                    .findFirst()
                    .map(other -> file.withCommentsNotScored(other.commentsNotScored()))
                    .orElse(file))
        .toList();
  }

  private List<LoadedFile> loaded(
      List<FileResult> results, List<LandedFile> landed, long firstLoad) {
    List<LoadedFile> loaded = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      FileResult result = results.get(i);
      SourceFile file = result.file();
      loaded.add(
          new LoadedFile(
              file.feed(),
              file.month(),
              file.name(),
              file.contentHash(),
              result.rowsLoaded(),
              result.firstDay(),
              result.lastDay(),
              firstLoad + i,
              file.release().map(Release::from),
              landed.get(i).currency(contract.feed(file.feed()))));
    }
    return loaded;
  }

  private static boolean isOf(Feed feed, SourceFile file) {
    return Feed.named(file.feed()) == feed;
  }

  /** Moves files that landed together, in their order, as part of the caller's commit. */
  Written<List<FileResult>> written(List<SourceFile> files, List<LandedFile> landed) {
    return written(files, landed, false);
  }

  /**
   * @param salesAreInserted whether the rows of sales are in their table
   */
  private Written<List<FileResult>> written(
      List<SourceFile> files, List<LandedFile> landed, boolean salesAreInserted) {
    long firstLoad = ledger.view().loaded().nextLoad();
    List<FileResult> results = new ArrayList<>();
    Map<SliceId, StageCounts> counts = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      boolean isInserted = salesAreInserted && isOf(Feed.SALES, files.get(i));
      FileResult written = write(files.get(i), landed.get(i), firstLoad + i, isInserted);
      FileResult result = withFirstDay(written, firstLoad + i);
      results.add(result);
      counts.put(
          new SliceId.LoadedFile(result.file().name()),
          new StageCounts(result.rowsRead(), result.rowsLoaded(), rows(result, firstLoad + i)));
    }
    if (!files.isEmpty()) {
      accounts.record(results, landed, firstLoad);
    }
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).release().isPresent()) {
        judged.account(files.get(i), landed.get(i), firstLoad + i, contract.version());
      }
    }
    accounts.closeAlertsOfReleased(results);
    warehouse.discard(Tables.LANDING_ROWS);
    return new Written<>(results, counts);
  }

  /** What a replay compares: a release changes the loads too that its records came with. */
  private List<SliceRows> rows(FileResult result, long loadNumber) {
    List<SliceRows> rows = new ArrayList<>(FileRows.of(result, loadNumber));
    result
        .file()
        .release()
        .ifPresent(
            release -> rows.addAll(FileRows.released(result.file(), release, ledger.run().id())));
    return rows;
  }

  /** The checks of what was loaded that are not met. */
  List<QualityCheck> breaches(List<FileResult> loaded, List<LandedFile> landed) {
    return accounts.checks(loaded, landed).stream().filter(QualityCheck::isBreach).toList();
  }

  /** Closes what a correction makes void, as part of the caller's commit. */
  void forget(List<String> fileNames) {
    accounts.closeAlerts(fileNames);
  }

  /** Writes what a correction makes known, as part of the caller's commit. */
  void renew(LoadAssessment assessment) {
    assessmentRows.write(assessment);
  }

  private FileResult write(
      SourceFile file, LandedFile landed, long loadNumber, boolean isInserted) {
    Stopwatch watch = Stopwatch.start();
    Feed feed = Feed.named(file.feed());
    FeedStatements statements = FeedStatements.of(feed);
    Sql newRows = of(statements.newRows(), landed).with("load_number", loadNumber);
    long loaded =
        isInserted ? landed.goodRows() : warehouse.insertInAnyOrder(feed.table(), newRows);
    boolean allAreNew = loaded == landed.goodRows();
    if (!allAreNew) {
      warehouse.insertFrom(
          Tables.DUPLICATE_ROWS,
          of(statements.duplicates(), landed).with("load_number", loadNumber));
    }
    long conflicts =
        allAreNew
            ? 0
            : conflicting.quarantine(
                file, forQuarantine(statements.conflicting(), landed), landed.isKept());
    if (conflicts > 0 && file.release().isEmpty()) {
      restatements.refuse(file, landed, loadNumber, conflicts);
    }
    if (landed.recordsBad() > 0) {
      warehouse.insertFrom(Tables.QUARANTINE, forQuarantine(BAD_ROWS, landed));
    }
    if (loaded > 0) {
      statements
          .sentiment()
          .ifPresent(
              sql ->
                  warehouse.insertInAnyOrder(
                      Tables.FEEDBACK_SENTIMENT, scoring.ofLoad(sql, loadNumber)));
    }
    Days days =
        allAreNew || landed.isKept() || feed == Feed.CUSTOMERS
            ? new Days(landed.firstDay(), landed.lastDay())
            : days(statements, landed, loaded);
    return new FileResult(
        file,
        landed.recordsRead(),
        landed.recordsFiltered(),
        landed.recordsForgotten(),
        landed.recordsFolded(),
        loaded,
        landed.recordsBad() + conflicts,
        landed.goodRows() - loaded - conflicts,
        landed.returns(),
        days.first(),
        days.last(),
        watch.seconds());
  }

  /** The first and last day of a file's rows in the table. */
  private record Days(Optional<LocalDate> first, Optional<LocalDate> last) {}

  private Days days(FeedStatements statements, LandedFile landed, long loaded) {
    if (loaded == 0) {
      return new Days(Optional.empty(), Optional.empty());
    }
    ResultRow days = onlyRow(of(statements.days(), landed));
    return new Days(days.optionalDate("first_day"), days.optionalDate("last_day"));
  }

  private FileResult withFirstDay(FileResult result, long loadNumber) {
    Feed feed = Feed.named(result.file().feed());
    if (feed != Feed.CUSTOMERS || result.rowsLoaded() == 0) {
      return result;
    }
    Sql query = FeedStatements.of(feed).days().with("load_number", loadNumber);
    return result.readFrom(onlyRow(query).optionalDate("first_day"));
  }

  private ResultRow onlyRow(Sql query) {
    return warehouse.query(query).get(0);
  }

  private static Sql of(Sql statement, LandedFile landed) {
    return statement.with("file_number", landed.number());
  }

  private Sql forQuarantine(Sql badRows, LandedFile landed) {
    return of(badRows, landed)
        .with("contract_version", contract.version())
        .with("run_id", ledger.run().id());
  }
}
