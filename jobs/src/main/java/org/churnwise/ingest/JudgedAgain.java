package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.run.LoadedFiles.LoadedFile;
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

  /**
   * The release of each file, from the quarantine of a scratch warehouse; one without records,
   * which keeps its place among the loads, where all of its records have been erased since.
   *
   * @param loaded the files that the scratch warehouse has loaded
   */
  public List<SourceFile> releases(
      Warehouse scratch, List<LoadedFile> loaded, List<RecordedFile> files) {
    Map<List<String>, List<ResultRow>> judged = new HashMap<>();
    for (ResultRow row : live.query(Sql.named("replay/judged_records").with("run_id", runId))) {
      judged
          .computeIfAbsent(
              List.of(row.string("feed"), row.string("file_name")), file -> new ArrayList<>())
          .add(row);
    }
    Map<List<String>, QuarantinedFile> quarantined =
        QuarantinedFile.all(scratch).stream()
            .collect(Collectors.toMap(file -> List.of(file.feed(), file.name()), file -> file));
    return files.stream()
        .map(
            file -> {
              List<String> name = List.of(file.feed(), file.name());
              return judged.containsKey(name) && quarantined.containsKey(name)
                  ? release(quarantined.get(name), judged.get(name))
                  : erased(file, loaded);
            })
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

  private static SourceFile erased(RecordedFile file, List<LoadedFile> loaded) {
    long load =
        loaded.stream()
            .filter(one -> one.releasedFrom().isEmpty())
            .filter(one -> one.feed().equals(file.feed()) && one.name().equals(file.name()))
            .findFirst()
            .orElseThrow()
            .loadNumber();
    Release release =
        new Release(Release.Kind.CONTRACT, load, Optional.empty(), Optional.empty(), List.of());
    return new SourceFile(
        file.feed(),
        file.path(),
        file.name(),
        file.month(),
        false,
        file.contentHash(),
        0,
        Optional.of(release));
  }
}
