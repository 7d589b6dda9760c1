package org.churnwise.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.ingest.RecordedFile;

/** Recorded runs and slices of which only a part matters to a test. */
final class RecordedRuns {
  private RecordedRuns() {}

  /** A run of this id that loaded these files. */
  static RecordedRun run(String id, RecordedFile... files) {
    return run(id, "code", Map.of(), List.of(), List.of(files));
  }

  /** A run by this code with these settings. */
  static RecordedRun run(String id, String codeVersion, Map<String, String> settings) {
    return run(id, codeVersion, settings, List.of(), List.of());
  }

  private static RecordedRun run(
      String id,
      String codeVersion,
      Map<String, String> settings,
      List<RecordedSlice> slices,
      List<RecordedFile> files) {
    return new RecordedRun(
        id,
        "pipeline",
        "",
        codeVersion,
        Instant.parse("2026-01-01T00:00:00Z"),
        settings,
        slices,
        files,
        List.of(),
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of());
  }

  /** A slice as a stage names it; its key is {@code k}. */
  static RecordedSlice slice(String stage, String name) {
    return new RecordedSlice(stage, name, "k");
  }
}
