package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.churnwise.cli.Console;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.Stage;

/** What a person reads of files that were found and loaded. */
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
            : Console.count(result.rowsLoaded())
                + " rows, "
                + Console.count(result.rowsQuarantined())
                + " quarantined, "
                + Console.count(result.rowsDuplicate())
                + " duplicate";
    console.stage(Stage.INGEST.toString(), result.file().name(), what, result.seconds());
  }

  @Override
  public void sameContent(SourceFile file, String other) {
    console.line(line(file, "not loaded: it has the content of " + other));
  }

  /** Names of files are longer than the slices of other stages. */
  private static String line(SourceFile file, String what) {
    return String.format(
        Locale.ROOT, "  %-9s %-32s %-44s", Stage.INGEST.toString(), file.name(), what);
  }

  /** Says what the absence of a feed means. */
  void absentFeeds(List<SourceFile> files) {
    if (files.stream().noneMatch(file -> file.feed().equals(Feed.CUSTOMERS.label()))) {
      console.line("  no customers files: the attributes of customers are null");
    }
    if (files.stream().noneMatch(file -> file.feed().equals(Feed.FEEDBACK.label()))) {
      console.line("  no feedback files: sentiment features are 0");
    }
  }

  /** Lists what was found: one line a feed and month, with the table that it goes to. */
  public void found(FoundFiles found) {
    Map<String, List<SourceFile>> groups = new TreeMap<>();
    for (SourceFile file : found.files()) {
      String month = file.month().map(Object::toString).orElse("-");
      groups.computeIfAbsent(month + " " + file.feed(), key -> new ArrayList<>()).add(file);
    }
    List<List<String>> rows = groups.values().stream().map(IngestConsole::line).toList();
    console.table(List.of("month", "feed", "table", "files", "bytes", "drift"), rows);
    if (!found.otherNames().isEmpty()) {
      console.line("  of no feed: " + String.join(", ", found.otherNames()));
    }
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
