package org.churnwise.replay;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.model.ModelDecision;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/** Every run that wrote something, and what each slice held, as the ledger of a warehouse tells. */
final class History {
  private final Warehouse warehouse;
  private final List<RecordedRun> runs;
  private final List<RecordedContent> contents;

  /** Reads the ledger: five small queries a run. */
  History(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.runs = warehouse.query(Sql.named("replay/writing_runs")).stream().map(this::run).toList();
    this.contents =
        warehouse.query(Sql.named("replay/recorded_contents")).stream()
            .map(RecordedContent::of)
            .toList();
  }

  /** The runs, oldest first. */
  List<RecordedRun> runs() {
    return runs;
  }

  /** What a slice of a run held, table by table. */
  List<RecordedContent> contents(RecordedRun run, RecordedSlice slice) {
    return contents.stream()
        .filter(content -> content.runId().equals(run.id()) && content.slice().equals(slice))
        .toList();
  }

  /** The newest run that wrote the same rows, or some of them, after a content was recorded. */
  Optional<String> rewrittenBy(RecordedContent content) {
    boolean found = false;
    String newest = null;
    for (RecordedContent other : contents) {
      if (found && other.rows().overlaps(content.rows())) {
        newest = other.runId();
      }
      found |= other == content;
    }
    return Optional.ofNullable(newest);
  }

  private RecordedRun run(ResultRow row) {
    String id = row.string("run_id");
    return new RecordedRun(
        id,
        row.string("command"),
        row.string("arguments"),
        row.string("code_version"),
        row.instant("started_at"),
        pairs(of("replay/settings_of_run", id), "setting", "value"),
        of("replay/slices_of_run", id).stream()
            .map(
                slice ->
                    new RecordedSlice(
                        slice.string("stage"), slice.string("slice"), slice.string("stage_key")))
            .toList(),
        of("replay/files_of_run", id).stream().map(History::file).toList(),
        pairs(of("replay/models_of_slices", id), "output_slice", "model_version"),
        of("replay/decisions_of_run", id).stream().map(History::decision).toList());
  }

  private List<ResultRow> of(String query, String runId) {
    return warehouse.query(Sql.named(query).with("run_id", runId));
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
        row.string("content_hash"));
  }

  private static ModelDecision decision(ResultRow row) {
    LocalDate watermark = row.date("watermark");
    return new ModelDecision(
        row.string("decision_id"),
        watermark,
        row.string("challenger"),
        row.optionalString("champion"),
        ModelDecision.Outcome.valueOf(row.string("outcome")),
        row.string("reason"),
        row.string("evidence"));
  }
}
