package org.churnwise.replay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.run.ErasedContent;
import org.churnwise.run.Stage;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * What erasures of customers left of the recorded contents. A replay leaves these customers out, so
 * that it gives the rows that stayed.
 *
 * @param contents that erasures changed, oldest first
 */
record Erasures(List<ErasedContent> contents) {
  /** Made from rows of all customers together: without some of them others come out. */
  private static final Set<Stage> OF_ALL_CUSTOMERS =
      Set.of(Stage.TRAIN, Stage.SCORE, Stage.MONITOR);

  /** They count what a load met at its time. */
  private static final Set<Table> COUNTS =
      Set.of(
          Tables.FILES_INGESTED,
          Tables.SUPERSEDED_FILES,
          Tables.LOAD_CORRECTIONS,
          Tables.QUARANTINE_RELEASES);

  static Erasures read(Warehouse live) {
    return new Erasures(ErasedContent.read(live));
  }

  static Erasures none() {
    return new Erasures(List.of());
  }

  boolean isEmpty() {
    return contents.isEmpty();
  }

  /** How many rows of a content are gone, of one that holds what stayed; empty if none are. */
  Optional<String> of(RecordedContent recorded) {
    String hash = recorded.hash();
    long rows = 0;
    String run = null;
    for (int i = contents.size() - 1; i >= 0; i--) {
      ErasedContent content = contents.get(i);
      if (isOfTheSameRows(content, recorded) && content.hashAfter().equals(hash)) {
        hash = content.hashBefore();
        rows += content.rowsErased();
        run = run == null ? content.runId() : content.runId() + ", " + run;
      }
    }
    return run == null ? Optional.empty() : Optional.of(spoken(rows, run));
  }

  private static String spoken(long rows, String run) {
    return "%d %s erased by forget %s".formatted(rows, rows == 1 ? "row was" : "rows were", run);
  }

  private static boolean isOfTheSameRows(ErasedContent content, RecordedContent recorded) {
    return content.tableName().equals(recorded.rows().table().name())
        && content.rowFilter().equals(recorded.rows().filter())
        && content.hashVersion() == recorded.version();
  }

  /**
   * Why a content that differs cannot be compared: rows of its table were erased after a run, and
   * it counts them, or held them when it was written and was replaced before they went.
   *
   * @param loadedBy the run that first loaded the file of the content: a release or a correction
   *     records the counts of that load anew, whatever was erased between
   */
  Optional<String> incomparable(
      RecordedContent recorded, String loadedBy, Optional<String> rewrittenBy) {
    Table table = recorded.rows().table();
    if (COUNTS.contains(table)) {
      return later(loadedBy)
          .findFirst()
          .map(e -> recorded.rows() + ": counts rows that were erased by forget " + e.runId());
    }
    return rewrittenBy.flatMap(
        by ->
            later(recorded.runId())
                .filter(erasure -> mayHaveHeld(table, erasure.tableName()))
                .findFirst()
                .map(
                    erasure ->
                        "%s: held rows of customers whom forget %s erased; run %s had rewritten them before"
                            .formatted(recorded.rows(), erasure.runId(), by)));
  }

  /** Rows that were taken back, or judged anew, went to another table before they were erased. */
  private static boolean mayHaveHeld(Table table, String erasedFrom) {
    return erasedFrom.equals(table.name()) || erasedFrom.startsWith("superseded_");
  }

  /** The same for a table as a whole. */
  Optional<String> incomparable(Table table) {
    return COUNTS.contains(table) && !isEmpty()
        ? Optional.of("counts rows that were erased since")
        : Optional.empty();
  }

  /** Why a slice cannot be rebuilt and is taken over; empty if it can. */
  Optional<String> takenOver(RecordedRun run, RecordedSlice slice) {
    boolean ofAll = slice.knownStage().filter(OF_ALL_CUSTOMERS::contains).isPresent();
    return ofAll
        ? later(run.id())
            .findFirst()
            .map(
                erasure ->
                    "taken over, not rebuilt: made from rows of customers whom forget %s erased"
                        .formatted(erasure.runId()))
        : Optional.empty();
  }

  /** What was erased after a run, oldest first; the ids of runs sort by time. */
  private Stream<ErasedContent> later(String runId) {
    return contents.stream().filter(content -> content.runId().compareTo(runId) > 0);
  }
}
