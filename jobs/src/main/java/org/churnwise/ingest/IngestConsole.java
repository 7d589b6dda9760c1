package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.cli.Console;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.quality.DataQualityChecker;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.Stage;

/** The console output for files that were found and loaded. */
public final class IngestConsole implements IngestProgress {
  private final Console console;

  public IngestConsole(Console console) {
    this.console = console;
  }

  @Override
  public void loaded(FileResult result) {
    String what =
        result.rowsRead() == 0
            ? "no rows"
            : "%s, %s quarantined, %s duplicate%s"
                .formatted(
                    Console.count(result.rowsLoaded(), "row"),
                    Console.count(result.rowsQuarantined()),
                    Console.count(result.rowsDuplicate()),
                    leftOut(result));
    console.stage(Stage.INGEST.toString(), result.file().name(), what, result.seconds());
  }

  /** Where every record is a row there is nothing to say. */
  private static String leftOut(FileResult result) {
    String returns =
        result.rowsReturned() == 0
            ? ""
            : ", %s".formatted(Console.count(result.rowsReturned(), "return"));
    String forgotten =
        result.rowsForgotten() == 0
            ? ""
            : ", %s of forgotten customers".formatted(Console.count(result.rowsForgotten()));
    return result.rowsDropped() + result.rowsFolded() + result.rowsForgotten() == 0
        ? returns
        : returns
            + ", %s dropped, %s folded%s, of %s read"
                .formatted(
                    Console.count(result.rowsDropped()),
                    Console.count(result.rowsFolded()),
                    forgotten,
                    Console.count(result.rowsRead()));
  }

  @Override
  public void sameContent(SourceFile file, String other) {
    console.line(line(file, "skipped: same content as " + other));
  }

  @Override
  public void breached(QualityCheck check) {
    console.line("  " + Stage.INGEST + "    BREACH " + DataQualityChecker.spoken(check));
  }

  @Override
  public void released(FileResult result) {
    String what =
        "%s whose day has come: %s loaded, %s duplicate, %s quarantined"
            .formatted(
                Console.count(result.rowsRead(), "early row"),
                Console.count(result.rowsLoaded()),
                Console.count(result.rowsDuplicate()),
                Console.count(result.rowsQuarantined()));
    console.stage(Stage.INGEST.toString(), result.file().name(), what, result.seconds());
  }

  @Override
  public void notReleased(String why) {
    console.line("  " + Stage.INGEST + "    " + why);
  }

  /** Names what was found and belongs to no feed. */
  void ignored(FoundFiles found) {
    if (!found.otherNames().isEmpty()) {
      console.line("  ignored (no feed): " + String.join(", ", found.otherNames()));
    }
  }

  @Override
  public void found(Finding finding) {
    console.line("  " + Stage.INGEST + "    " + finding.spoken());
  }

  /** File names are longer than the slices of other stages. */
  private static String line(SourceFile file, String what) {
    return String.format(
        Locale.ROOT, "  %-9s %-32s %-44s", Stage.INGEST.toString(), file.name(), what);
  }

  /** Prints the consequence of a feed that neither brings files nor ever did. */
  void absentFeeds(List<SourceFile> files, LoadedFiles loaded) {
    Set<String> feeds =
        Stream.concat(
                files.stream().map(SourceFile::feed),
                loaded.files().stream().map(LoadedFiles.LoadedFile::feed))
            .collect(Collectors.toSet());
    if (!feeds.contains(Feed.CUSTOMERS.label())) {
      console.line("  no customers files: customer attributes are null");
    }
    if (!feeds.contains(Feed.FEEDBACK.label())) {
      console.line("  no feedback files: sentiment features are 0");
    }
  }

  /** Lists the files: one line per feed and month, with the target table. */
  public void found(FoundFiles found) {
    Map<String, List<SourceFile>> groups = new TreeMap<>();
    for (SourceFile file : found.files()) {
      String month = file.month().map(Object::toString).orElse("-");
      groups.computeIfAbsent(month + " " + file.feed(), key -> new ArrayList<>()).add(file);
    }
    List<List<String>> rows = groups.values().stream().map(IngestConsole::line).toList();
    console.table(List.of("month", "feed", "table", "files", "bytes", "drift"), rows);
    ignored(found);
  }

  private static List<String> line(List<SourceFile> files) {
    SourceFile first = files.get(0);
    return List.of(
        first.month().map(Object::toString).orElse("-"),
        first.feed(),
        Feed.named(first.feed()).table().name(),
        Console.count(files.size()),
        Console.count(files.stream().mapToLong(SourceFile::bytes).sum()),
        files.stream().anyMatch(SourceFile::drift) ? "yes" : "no");
  }
}
