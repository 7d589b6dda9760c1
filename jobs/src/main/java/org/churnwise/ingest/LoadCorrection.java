package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.CorrectionResult.Uncovered;
import org.churnwise.ingest.TakenBackRows.Compared;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.run.DataFaults;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.churnwise.run.RecordRows;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Takes loads back and loads newer deliveries in their place, in one transaction: a process killed
 * at any moment leaves the tables as they were, or corrected. Afterwards they are as if the loads
 * had never been made; what was there is kept with the run that took it back.
 */
final class LoadCorrection {
  private static final RecordRows<FileCorrection> ROWS =
      new RecordRows<>(Tables.LOAD_CORRECTIONS, FileCorrection.class, "run_id", "corrected_at");

  private final Warehouse warehouse;
  private final Ledger ledger;
  private final FileLoader loader;
  private final LoadJudge judge;
  private final TakenBackRows rows;

  LoadCorrection(Warehouse warehouse, Ledger ledger, FileLoader loader, LoadJudge judge) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.loader = loader;
    this.judge = judge;
    this.rows = new TakenBackRows(warehouse, ledger.run());
  }

  /**
   * Refuses a load whose rows an older release did not tell from those of others.
   *
   * @throws ChurnException with exit code DATA_REFUSED
   */
  void requireTold(List<LoadedFile> loads) {
    for (LoadedFile load : loads) {
      ResultRow untold =
          warehouse
              .query(
                  Sql.named("ingest/unnumbered_rows")
                      .with("load_number", load.loadNumber())
                      .with("since", Migrations.CORRECTIONS))
              .get(0);
      long rowsUntold = untold.longValue("rows_untold");
      Optional<String> duplicate = untold.optionalString("file_with_duplicates");
      if (rowsUntold > 0 || duplicate.isPresent()) {
        String why =
            rowsUntold > 0
                ? "%d rows around its days do not say which file brought them".formatted(rowsUntold)
                : "file %s may hold rows of it too, and nobody noted which"
                    .formatted(duplicate.get());
        throw ChurnException.dataRefused(
            "file %s was loaded by an older release and cannot be taken back: %s; nothing was changed. Start over with 'submit/churn init --reset' and load the files again"
                .formatted(load.name(), why));
      }
    }
  }

  /** Does what the plan says, with the files that have landed. */
  CorrectionResult commit(CorrectionPlan plan, List<LandedFile> landed) {
    CorrectionResult result = ledger.commit(slices(plan), () -> write(plan, landed));
    ledger.view().forget(DataFaults.class);
    return result;
  }

  /** Those that are loaded, and those that are only taken back. */
  private List<StageSlice> slices(CorrectionPlan plan) {
    List<StageSlice> slices = new ArrayList<>(plan.toLoad().stream().map(loader::slice).toList());
    plan.takenBack().stream()
        .filter(old -> !old.isRelease()) // of the slice of its file
        .filter(old -> slices.stream().noneMatch(slice -> slice.id().equals(id(old))))
        .map(
            old ->
                StageSlice.takenBack(
                    Stage.INGEST, Feed.named(old.feed()).table().name(), id(old), List.of()))
        .toList()
        .forEach(slices::add);
    return slices;
  }

  private static List<LoadedFile> loadedSince(LoadedFiles before, LoadedFiles now) {
    return now.files().stream().filter(file -> file.loadNumber() >= before.nextLoad()).toList();
  }

  private static SliceId id(LoadedFile file) {
    return new SliceId.LoadedFile(file.name());
  }

  private Written<CorrectionResult> write(CorrectionPlan plan, List<LandedFile> landed) {
    LoadedFiles before = ledger.view().loaded();
    rows.move(plan.takenBack());
    loader.forget(plan.takenBack().stream().map(LoadedFile::name).distinct().toList());
    Written<List<FileResult>> loaded = loader.written(plan.toLoad(), landed);
    rows.handOver(plan.takenBack());
    if (feeds(plan).anyMatch(Feed.CUSTOMERS::equals)) {
      rows.dateCustomers();
    }
    boolean watermarksFell = rows.moveWatermarks();
    List<FileCorrection> files = files(plan, before.nextLoad());
    ROWS.insert(warehouse, files, ledger.run().id(), ledger.run().clock().instant());
    Set<Long> receivers = rows.receivers();
    List<Finding> findings = renewed();
    LoadedFiles after = ledger.view().loaded();
    List<Uncovered> uncovered =
        new UncoveredSlices(warehouse).remove(before.watermark(), after.watermark());
    CorrectionResult result =
        new CorrectionResult(
            files,
            loaded.result(),
            rows.resolvedConflicts(),
            findings,
            uncovered,
            after.files().stream().filter(file -> receivers.contains(file.loadNumber())).toList(),
            before.watermark(),
            after.watermark());
    return new Written<>(
            result, counts(plan, loaded, result, watermarksFell), UncoveredSlices.slices(uncovered))
        .making(FileLoader.made(after, loadedSince(before, after)));
  }

  /**
   * Judges the data as they are now. No hole and no fault stops a correction; returned are those
   * that it has made.
   */
  private List<Finding> renewed() {
    ledger.view().forget(LoadedFiles.class);
    LoadAssessment assessment = judge.assess(LoadTerms.asRecorded(Optional.empty(), List.of()));
    List<Finding> findings = assessment.newSince(ledger.view().faults());
    loader.renew(assessment);
    return findings;
  }

  private List<FileCorrection> files(CorrectionPlan plan, long firstLoad) {
    Map<String, FileCorrection> byName = new LinkedHashMap<>();
    Map<Long, String> names = new HashMap<>();
    for (LoadedFile old : plan.takenBack()) {
      names.put(old.loadNumber(), old.feed() + "/" + old.name());
      byName.putIfAbsent( // its own load comes before those that released rows of it
          old.feed() + "/" + old.name(),
          none(plan, old.feed(), old.name(), Optional.of(old.loadNumber()), Optional.empty()));
    }
    for (int i = 0; i < plan.toLoad().size(); i++) {
      SourceFile file = plan.toLoad().get(i);
      String name = file.feed() + "/" + file.name();
      Optional<Long> old = Optional.ofNullable(byName.get(name)).flatMap(FileCorrection::oldLoad);
      names.put(firstLoad + i, name);
      byName.put(name, none(plan, file.feed(), file.name(), old, Optional.of(firstLoad + i)));
    }
    feeds(plan)
        .flatMap(feed -> rows.compare(feed, firstLoad).stream())
        .forEach(
            pair ->
                byName.computeIfPresent(
                    names.get(pair.oldLoad().or(pair::newLoad).orElseThrow()),
                    (name, sum) -> plus(sum, pair)));
    return List.copyOf(byName.values());
  }

  private static Stream<Feed> feeds(CorrectionPlan plan) {
    return Stream.concat(
            plan.takenBack().stream().map(LoadedFile::feed),
            plan.toLoad().stream().map(SourceFile::feed))
        .map(Feed::named)
        .distinct()
        .sorted();
  }

  private static FileCorrection none(
      CorrectionPlan plan, String feed, String name, Optional<Long> old, Optional<Long> made) {
    return new FileCorrection(plan.kind(), feed, name, old, made, 0, 0, 0, 0, 0);
  }

  private static FileCorrection plus(FileCorrection sum, Compared pair) {
    boolean both = pair.oldLoad().isPresent() && pair.newLoad().isPresent();
    return new FileCorrection(
        sum.kind(),
        sum.feed(),
        sum.fileName(),
        sum.oldLoad(),
        sum.newLoad(),
        sum.rowsRemoved() + (pair.newLoad().isEmpty() ? pair.rowCount() : 0),
        sum.rowsChanged() + pair.rowsChanged(),
        sum.rowsAdded() + (pair.oldLoad().isEmpty() ? pair.rowCount() : 0),
        sum.rowsUnchanged() + (both ? pair.rowCount() - pair.rowsChanged() : 0),
        sum.rowsHandedOver() + pair.rowsHandedOver());
  }

  private Map<SliceId, StageCounts> counts(
      CorrectionPlan plan,
      Written<List<FileResult>> loaded,
      CorrectionResult result,
      boolean watermarksFell) {
    Map<SliceId, StageCounts> counts = new LinkedHashMap<>(loaded.counts());
    for (LoadedFile old : plan.takenBack()) {
      List<SliceRows> touched = new ArrayList<>(FileRows.takenBack(old, ledger.run().id()));
      touchedBy(old, result).forEach(load -> touched.addAll(FileRows.ofLoad(load)));
      if (watermarksFell) {
        touched.add(new SliceRows(Tables.DECLARED_WATERMARKS, Map.of()));
      }
      counts.merge(
          id(old), new StageCounts(old.rowsLoaded(), 0, touched), LoadCorrection::together);
    }
    return counts;
  }

  /** Standing loads of its feed that are not as they were. */
  private Stream<LoadedFile> touchedBy(LoadedFile old, CorrectionResult result) {
    List<LoadedFile> touched =
        Feed.named(old.feed()) == Feed.CUSTOMERS
            ? ledger.view().loaded().files()
            : result.receivers();
    return touched.stream().filter(load -> load.feed().equals(old.feed()));
  }

  private static StageCounts together(StageCounts one, StageCounts other) {
    List<SliceRows> rows =
        Stream.concat(one.rows().stream(), other.rows().stream()).distinct().toList();
    return new StageCounts(one.rowsIn(), one.rowsOut(), rows);
  }
}
