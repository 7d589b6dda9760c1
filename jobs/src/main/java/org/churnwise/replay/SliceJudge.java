package org.churnwise.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.run.ContentHash;
import org.churnwise.run.SliceRows;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Compares what was just rebuilt in the scratch warehouse with what a run recorded, and what it
 * recorded with the live table unless a later run has rewritten it.
 */
final class SliceJudge {
  private final RecordedHistory history;
  private final Warehouse live;
  private final Warehouse scratch;
  private final RowComparison rows;
  private final ModelRegistry models;

  /**
   * @param models of the live warehouse
   */
  SliceJudge(
      RecordedHistory history,
      Warehouse live,
      Warehouse scratch,
      RowComparison rows,
      ModelRegistry models) {
    this.history = history;
    this.live = live;
    this.scratch = scratch;
    this.rows = rows;
    this.models = models;
  }

  /** Compares a slice while the scratch warehouse holds it as the run left it. */
  SliceComparison compare(RecordedRun run, RecordedSlice slice, ReplayConditions conditions) {
    List<RecordedContent> recorded = history.contents(run, slice);
    if (recorded.isEmpty()) {
      return SliceComparison.notCompared(slice, "no content hash was recorded");
    }
    List<RecordedContent> replayed = replayed();
    List<SliceComparison> parts = new ArrayList<>();
    for (RecordedContent content : recorded) {
      parts.add(
          again(content, replayed)
              .map(again -> compare(content, again, conditions))
              .orElseGet(() -> notWritten(content, conditions)));
    }
    replayed.stream()
        .filter(again -> isOf(again, slice) && recorded.stream().noneMatch(again::isOfTheSameRows))
        .filter(again -> recorded.stream().noneMatch(again::isOfAnotherForm))
        .forEach(
            again ->
                parts.add(
                    SliceComparison.different(
                        slice,
                        "%s: written by the replay, not by the run%s"
                            .formatted(again.rows(), conditions.reason(slice)))));
    return SliceComparison.worst(slice, parts);
  }

  /**
   * What the replay wrote of a content. An older release told the rows of a slice by other columns;
   * then those rows are hashed anew.
   */
  private Optional<RecordedContent> again(RecordedContent content, List<RecordedContent> replayed) {
    return replayed.stream()
        .filter(content::isOfTheSameRows)
        .findFirst()
        .or(
            () ->
                replayed.stream()
                    .filter(content::isOfAnotherForm)
                    .findFirst()
                    .map(other -> hashedAnew(content)));
  }

  private RecordedContent hashedAnew(RecordedContent content) {
    ResultRow built = scratch.query(ContentHash.of(content.rows(), content.version())).get(0);
    return new RecordedContent(
        content.runId(),
        content.slice(),
        content.rows(),
        built.string("content_hash"),
        content.version(),
        built.longValue("row_count"));
  }

  /** Rows that were all erased since, a replay has no reason to write. */
  private SliceComparison notWritten(RecordedContent content, ReplayConditions conditions) {
    Optional<String> gone =
        content.count() == 0 ? history.erasures().of(content) : Optional.empty();
    return gone.map(why -> SliceComparison.equal(content.slice()).with(content.rows() + ": " + why))
        .orElseGet(
            () ->
                SliceComparison.different(
                    content.slice(),
                    "%s: not written by the replay%s"
                        .formatted(content.rows(), conditions.reason(content.slice()))));
  }

  private List<RecordedContent> replayed() {
    return scratch.query(Sql.named("replay/recorded_contents")).stream()
        .map(RecordedContent::of)
        .toList();
  }

  private static boolean isOf(RecordedContent content, RecordedSlice slice) {
    return content.slice().stage().equals(slice.stage())
        && content.slice().name().equals(slice.name());
  }

  private SliceComparison compare(
      RecordedContent recorded, RecordedContent replayed, ReplayConditions conditions) {
    boolean same = same(recorded, replayed.hash(), replayed.count());
    Optional<String> rewritten = history.rewrittenBy(recorded);
    Optional<String> incomparable =
        same
            ? Optional.empty()
            : history
                .erasures()
                .incomparable(recorded, history.firstWriterOf(recorded.slice()), rewritten)
                .or(() -> otherRule(recorded));
    if (incomparable.isPresent()) {
      return SliceComparison.notCompared(recorded.slice(), incomparable.get());
    }
    SliceComparison found = compare(recorded, replayed, rewritten, conditions);
    return history
        .erasures()
        .of(recorded)
        .map(gone -> found.with(recorded.rows() + ": " + gone))
        .orElse(found);
  }

  /** References are chosen by what was found before, so that one such finding reaches all later. */
  private Optional<String> otherRule(RecordedContent recorded) {
    if (!recorded.rows().table().equals(Tables.FEATURE_DRIFT)) {
      return Optional.empty();
    }
    if (recorded.version() < Migrations.DRIFT_REFERENCES) {
      return Optional.of("drift was measured against the training rows by that release");
    }
    return history.hasRowsBefore(Migrations.DRIFT_REFERENCES, Tables.FEATURE_DRIFT)
        ? Optional.of(
            "its references may be of drift that an older release measured by another rule")
        : Optional.empty();
  }

  private SliceComparison compare(
      RecordedContent recorded,
      RecordedContent replayed,
      Optional<String> rewritten,
      ReplayConditions conditions) {
    boolean same = same(recorded, replayed.hash(), replayed.count());
    if (rewritten.isPresent()) {
      return same
          ? SliceComparison.equal(recorded.slice())
          : byHashAlone(recorded, replayed, rewritten.get(), conditions);
    }
    return same ? standing(recorded) : byRows(recorded, conditions);
  }

  /** The replay equals what the run recorded, but the table may have been changed since. */
  private SliceComparison standing(RecordedContent recorded) {
    if (stands(recorded)) {
      return alteredFiles(recorded)
          .map(why -> SliceComparison.different(recorded.slice(), why))
          .orElseGet(() -> SliceComparison.equal(recorded.slice()));
    }
    String what =
        rows.firstDifference(recorded.rows(), CellRules.exact(recorded.rows().table()))
            .orElse(recorded.rows() + ": duplicate rows");
    return SliceComparison.different(
        recorded.slice(), what + " (changed in the table since the run wrote it)");
  }

  /** For rows of a model: why its files are not those that its training stored. */
  private Optional<String> alteredFiles(RecordedContent recorded) {
    SliceRows where = recorded.rows();
    if (!where.table().equals(Tables.MODEL_VERSIONS)) {
      return Optional.empty();
    }
    try {
      new ModelStore(live).load(models.version((String) where.where().get("model_version")));
      return Optional.empty();
    } catch (ChurnException e) {
      return Optional.of(e.getMessage());
    }
  }

  private SliceComparison byRows(RecordedContent recorded, ReplayConditions conditions) {
    SliceRows where = recorded.rows();
    Optional<String> exact = rows.firstDifference(where, CellRules.exact(where.table()));
    if (exact.isEmpty()) {
      return SliceComparison.different(
          recorded.slice(),
          where + ": the rows equal the replayed ones, but not the recorded content hash");
    }
    CellRules within = CellRules.within(where.table(), conditions.isOtherCode());
    Optional<String> beyond = rows.firstDifference(where, within);
    if (beyond.isEmpty() && stands(recorded)) {
      return new SliceComparison(
          recorded.slice().stage(),
          recorded.slice().name(),
          Equality.EQUAL_WITHIN,
          exact.get() + conditions.reason(recorded.slice()));
    }
    return SliceComparison.different(
        recorded.slice(), beyond.orElse(exact.get()) + conditions.reason(recorded.slice()));
  }

  private static SliceComparison byHashAlone(
      RecordedContent recorded,
      RecordedContent replayed,
      String later,
      ReplayConditions conditions) {
    return SliceComparison.different(
        recorded.slice(),
        "%s: content hash %s of %d rows recorded, %s of %d replayed; run %s has rewritten them since, so the first difference is unknown%s"
            .formatted(
                recorded.rows(),
                recorded.hash(),
                recorded.count(),
                replayed.hash(),
                replayed.count(),
                later,
                conditions.reason(recorded.slice())));
  }

  private boolean stands(RecordedContent recorded) {
    ResultRow now = live.query(ContentHash.of(recorded.rows(), recorded.version())).get(0);
    return same(recorded, now.string("content_hash"), now.longValue("row_count"));
  }

  private static boolean same(RecordedContent recorded, String hash, long count) {
    return recorded.hash().equals(hash) && recorded.count() == count;
  }
}
