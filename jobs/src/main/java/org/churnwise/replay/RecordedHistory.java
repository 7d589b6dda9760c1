package org.churnwise.replay;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.SentimentFunction;
import org.churnwise.ingest.CorrectionPlan.Kind;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.run.RecordRows;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Table;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** Every run that wrote something and the content of each slice, as recorded in the ledger. */
final class RecordedHistory {
  private final List<RecordedRun> runs;
  private final List<RecordedContent> contents;
  private final Erasures erasures;

  /** Reads the ledger: nine queries, whose results grow with the number of slices written. */
  RecordedHistory(Warehouse warehouse) {
    Map<String, List<ResultRow>> settings = byRun(warehouse, "replay/settings_of_runs");
    Map<String, List<ResultRow>> slices = byRun(warehouse, "replay/slices_of_runs");
    Map<String, List<RecordedFile>> files = new HashMap<>();
    Map<String, List<RecordedFile>> takenBack = new HashMap<>();
    for (ResultRow row : warehouse.query(Sql.named("replay/files_of_runs"))) {
      RecordedFile file = file(row);
      files.computeIfAbsent(row.string("run_id"), run -> new ArrayList<>()).add(file);
      file.takenBackBy()
          .ifPresent(run -> takenBack.computeIfAbsent(run, by -> new ArrayList<>()).add(file));
    }
    Map<String, String> corrections =
        pairs(warehouse.query(Sql.named("replay/corrections_of_runs")), "run_id", "kind");
    Map<String, List<ResultRow>> accepted = byRun(warehouse, "replay/accepted_of_runs");
    Map<String, List<ResultRow>> models = byRun(warehouse, "replay/models_of_slices");
    Map<String, List<ResultRow>> decisions = byRun(warehouse, "replay/decisions_of_runs");
    this.runs =
        warehouse.query(Sql.named("replay/writing_runs")).stream()
            .map(
                row -> {
                  String id = row.string("run_id");
                  return new RecordedRun(
                      id,
                      row.string("command"),
                      row.string("arguments"),
                      row.string("code_version"),
                      row.instant("started_at"),
                      pairs(settings.getOrDefault(id, List.of()), "setting", "value"),
                      RecordRows.read(slices.getOrDefault(id, List.of()), RecordedSlice.class),
                      files.getOrDefault(id, List.of()),
                      takenBack.getOrDefault(id, List.of()),
                      Optional.ofNullable(corrections.get(id)).map(Kind::valueOf),
                      accepted.getOrDefault(id, List.of()).stream().map(Acceptance::of).toList(),
                      pairs(models.getOrDefault(id, List.of()), "output_slice", "model_version"),
                      RecordRows.read(decisions.getOrDefault(id, List.of()), ModelDecision.class));
                })
            .toList();
    this.contents =
        warehouse.query(Sql.named("replay/recorded_contents")).stream()
            .map(RecordedContent::of)
            .toList();
    this.erasures = Erasures.read(warehouse);
  }

  /**
   * A history given by value.
   *
   * @param runs oldest first
   * @param contents in the order in which they were written
   */
  RecordedHistory(List<RecordedRun> runs, List<RecordedContent> contents) {
    this(runs, contents, Erasures.none());
  }

  /** The same after some customers were erased. */
  RecordedHistory(List<RecordedRun> runs, List<RecordedContent> contents, Erasures erasures) {
    this.runs = runs;
    this.contents = contents;
    this.erasures = erasures;
  }

  /** The models of the newest run up to a given one that used any, else of the first after it. */
  Set<String> modelsAt(RecordedRun run) {
    List<RecordedRun> users = runs.stream().filter(one -> !one.models().isEmpty()).toList();
    return users.stream()
        .filter(one -> one.id().compareTo(run.id()) <= 0)
        .reduce((earlier, later) -> later)
        .or(() -> users.stream().findFirst())
        .map(one -> Set.copyOf(one.models().values()))
        .orElse(Set.of());
  }

  /** What erasures left of the contents. */
  Erasures erasures() {
    return erasures;
  }

  private static Map<String, List<ResultRow>> byRun(Warehouse warehouse, String query) {
    return warehouse.query(Sql.named(query)).stream()
        .collect(Collectors.groupingBy(row -> row.string("run_id")));
  }

  /**
   * The function that scored the first comments.
   *
   * @param now that of the comments that stand; empty if none has a score
   */
  SentimentFunction firstFunction(Optional<SentimentFunction> now) {
    return runs.stream()
        .flatMap(run -> run.slices().stream())
        .filter(slice -> slice.isOf(Stage.INGEST))
        .map(RecordedSlice::id)
        .flatMap(
            id -> id instanceof SliceId.Rescored again ? Stream.of(again.before()) : Stream.empty())
        .findFirst()
        .or(() -> now)
        .orElse(SentimentFunction.CORTEX);
  }

  /** The runs, oldest first. */
  List<RecordedRun> runs() {
    return runs;
  }

  /** The content of a slice of a run, table by table. */
  List<RecordedContent> contents(RecordedRun run, RecordedSlice slice) {
    return contents.stream()
        .filter(content -> content.runId().equals(run.id()) && content.slice().equals(slice))
        .toList();
  }

  /** The version of the tables under which a run hashed what it wrote, see {@code ContentHash}. */
  long hashVersion(RecordedRun run) {
    return contents.stream()
        .filter(content -> content.runId().equals(run.id()))
        .mapToLong(RecordedContent::version)
        .findFirst()
        .orElse(Migrations.newest());
  }

  /** Whether rows of a table were recorded under tables older than a version. */
  boolean hasRowsBefore(long version, Table table) {
    return contents.stream()
        .anyMatch(content -> content.version() < version && content.rows().table().equals(table));
  }

  /** The newest run that wrote the same rows, or some of them, after a content was recorded. */
  Optional<String> rewrittenBy(RecordedContent content) {
    boolean found = false;
    String newest = null;
    for (RecordedContent other : contents) {
      if (found && rewrites(other, content)) {
        newest = other.runId();
      }
      found |= other == content;
    }
    return Optional.ofNullable(newest);
  }

  /** The oldest run that wrote a slice of the same stage and name, whatever its key. */
  String firstWriterOf(RecordedSlice slice) {
    return contents.stream()
        .filter(
            content ->
                content.slice().stage().equals(slice.stage())
                    && content.slice().name().equals(slice.name()))
        .map(RecordedContent::runId)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * Metrics of a snapshot are replaced together, also across models: those computed before anything
   * was predicted have no model version.
   */
  private static boolean rewrites(RecordedContent later, RecordedContent content) {
    return later.rows().overlaps(content.rows())
        || later.slice().isOf(Stage.MONITOR)
            && later.slice().stage().equals(content.slice().stage())
            && later.slice().name().equals(content.slice().name());
  }

  private static Map<String, String> pairs(List<ResultRow> rows, String key, String value) {
    Map<String, String> pairs = new HashMap<>();
    rows.forEach(row -> pairs.put(row.string(key), row.string(value)));
    return pairs;
  }

  private static RecordedFile file(ResultRow row) {
    Optional<YearMonth> month =
        row.optionalDouble("year").isEmpty()
            ? Optional.empty()
            : Optional.of(YearMonth.of((int) row.longValue("year"), (int) row.longValue("month")));
    return new RecordedFile(
        row.string("file_type"),
        month,
        row.string("file_name"),
        row.string("stage_name"),
        row.string("content_hash"),
        row.longValue("load_number"),
        row.optionalString("contract_version"),
        row.truth("is_release"),
        row.optionalString("superseded_by"));
  }
}
