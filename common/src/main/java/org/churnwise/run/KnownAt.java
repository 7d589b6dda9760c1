package org.churnwise.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * A point on the second clock, on which a row is known from the load that brought it: a time, or a
 * run, which knew for each of its slices what was loaded when it wrote it.
 */
public final class KnownAt {
  private final String text;
  private final Optional<String> run;
  private final Instant end;
  private final Map<Stage, Map<LocalDate, Instant>> slices;

  private KnownAt(
      String text, Optional<String> run, Instant end, Map<Stage, Map<LocalDate, Instant>> slices) {
    this.text = text;
    this.run = run;
    this.end = end;
    this.slices = slices;
  }

  /**
   * Reads a run id, a time such as 2025-06-01T10:00:00Z, or a day, which stands for its first
   * moment in UTC.
   *
   * @throws ChurnException exit 2 for anything else, and for a time that is still to come
   */
  public static KnownAt of(Warehouse warehouse, String text, Instant now) {
    List<ResultRow> moments =
        text.matches("[A-Za-z0-9_.-]+")
            ? warehouse.query(Sql.named("run/moments_of_run").with("run_id", text))
            : List.of();
    return moments.isEmpty() ? time(text, now) : run(text, moments);
  }

  private static KnownAt run(String id, List<ResultRow> moments) {
    Map<Stage, Map<LocalDate, Instant>> slices = new HashMap<>();
    for (ResultRow row : moments) {
      Optional<Stage> stage = row.optionalString("stage").flatMap(Stage::of);
      if (stage.isPresent()
          && SliceId.of(stage.get(), row.string("slice")) instanceof SliceId.Snapshot snapshot) {
        slices
            .computeIfAbsent(stage.get(), same -> new HashMap<>())
            .put(snapshot.date(), row.instant("written_at"));
      }
    }
    Instant end = moments.get(moments.size() - 1).instant("written_at");
    return new KnownAt(id, Optional.of(id), end, slices);
  }

  private static KnownAt time(String text, Instant now) {
    Instant moment = parsed(text);
    if (moment.isAfter(now)) {
      throw ChurnException.usage(
          "--known-at %s is still to come, it is %s; give an earlier time".formatted(text, now));
    }
    return new KnownAt(text, Optional.empty(), moment, Map.of());
  }

  private static Instant parsed(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw ChurnException.usage(
          "--known-at %s is neither a run nor a time; give a run_id of table pipeline_runs, a day such as 2025-06-01, or a time such as 2025-06-01T10:00:00Z"
              .formatted(text));
    }
  }

  /** The run, if it is one. */
  public Optional<String> run() {
    return run;
  }

  /** The snapshots that the run wrote in a stage, in order; none for a time. */
  public List<LocalDate> snapshots(Stage stage) {
    return slices.getOrDefault(stage, Map.of()).keySet().stream().sorted().toList();
  }

  /** When the run wrote a snapshot; the run's end if it did not, or the time. */
  public Instant moment(Stage stage, LocalDate snapshot) {
    return slices.getOrDefault(stage, Map.of()).getOrDefault(snapshot, end);
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
