package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Releases that a replay makes again: of the records that a run judged, by the texts of then.
 *
 * @param live where they are kept
 * @param runId the run
 */
public record JudgedAgain(Warehouse live, String runId) {

  /** The release of each file, from the quarantine of a scratch warehouse. */
  public List<SourceFile> releases(Warehouse scratch, List<RecordedFile> files) {
    Map<List<String>, List<ResultRow>> judged = new HashMap<>();
    for (ResultRow row : live.query(Sql.named("replay/judged_records").with("run_id", runId))) {
      judged
          .computeIfAbsent(
              List.of(row.string("feed"), row.string("file_name")), file -> new ArrayList<>())
          .add(row);
    }
    List<QuarantinedFile> quarantined = QuarantinedFile.all(scratch);
    return files.stream()
        .flatMap(
            file ->
                quarantined.stream()
                    .filter(other -> other.feed().equals(file.feed()))
                    .filter(other -> other.name().equals(file.name()))
                    .map(other -> release(other, judged.get(List.of(file.feed(), file.name())))))
        .toList();
  }

  private static SourceFile release(QuarantinedFile file, List<ResultRow> judged) {
    Map<Long, String> texts = new HashMap<>();
    judged.forEach(row -> texts.put(row.longValue("line_number"), row.string("judged_text")));
    Optional<String> repaired = judged.get(0).optionalString("repaired_file");
    return file.released(
        Release.Kind.valueOf(judged.get(0).string("kind")),
        repaired,
        file.records().stream()
            .filter(record -> texts.containsKey(record.line()))
            .map(record -> record.with(texts.get(record.line())))
            .toList());
  }
}
