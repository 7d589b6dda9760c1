package org.churnwise.ingest.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FileFormat;

/**
 * A commented contract for some files, by a look at the first records of each. It holds what the
 * files show, and says in comments what they do not.
 */
public final class ContractDraft {
  private static final String INDENT = "    ";

  private ContractDraft() {}

  /** The text of the contract; files that look like one feed share its section. */
  public static String of(List<Path> files) {
    Map<String, List<FileSample>> byFeed = new LinkedHashMap<>();
    for (Path file : files) {
      FileSample sample = sample(file);
      MarksFound marks = MarksFound.in(sample.columns());
      String feed = ColumnRoles.of(sample, marks.numbers()).feed();
      byFeed.computeIfAbsent(feed, none -> new ArrayList<>()).add(sample);
    }
    List<String> lines = new ArrayList<>();
    lines.add("# A draft of 'contract init'. Read every line; what is behind # is not in force.");
    lines.add("# The language is explained at the top of the contract 'reference'. Then run");
    lines.add("#   submit/churn contract check FILE... --set ingest.contract=THIS_FILE");
    lines.add("");
    lines.add("# time-zone = Europe/Berlin  # of the shop; by default days are those of UTC");
    lines.add("feeds {");
    byFeed.forEach((feed, samples) -> lines.addAll(feed(feed, samples)));
    if (!byFeed.containsKey("sales")) {
      lines.add("  # no file looks like sales, which a contract needs");
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private static FileSample sample(Path file) {
    try {
      return FileSample.of(file);
    } catch (IOException e) {
      throw ChurnException.dataRefused(
          "cannot read file %s: %s; check the file and its rights".formatted(file, e.getMessage()));
    }
  }

  private static List<String> feed(String feed, List<FileSample> samples) {
    FileSample sample = samples.get(0);
    MarksFound marks = MarksFound.in(sample.columns());
    ColumnRoles roles = ColumnRoles.of(sample, marks.numbers());
    List<String> lines = new ArrayList<>();
    lines.add("files = [");
    samples.stream()
        .map(one -> pattern(one.name()))
        .distinct()
        .forEach(name -> lines.add("  { name = \"\"\"" + name + "\"\"\" }"));
    lines.add("]");
    lines.addAll(layout(sample));
    lines.addAll(marks.lines());
    lines.addAll(dates(roles));
    lines.addAll(missing(roles));
    if (feed.equals("sales")) {
      lines.addAll(RecordLines.of(sample, roles));
    }
    lines.addAll(ColumnLines.of(Feed.named(feed), sample, roles));
    List<String> section = new ArrayList<>(List.of("  " + feed + " {"));
    lines.forEach(line -> section.add(INDENT + line));
    section.add("  }");
    return section;
  }

  /** The name as a pattern; a year and a month in it become groups. */
  static String pattern(String name) {
    String quoted = name.replaceAll("([.+()\\[\\]{}^$*?|\\\\])", "\\\\$1");
    return quoted.replaceFirst(
        "(?<![0-9])(20[0-9]{2})([-_]?)(0[1-9]|1[0-2])(?![0-9])",
        "(?<year>\\\\d{4})$2(?<month>\\\\d{2})");
  }

  private static List<String> layout(FileSample sample) {
    if (sample.layout() != FileFormat.Layout.DELIMITED) {
      boolean columns = sample.layout() == FileFormat.Layout.PARQUET;
      return List.of("format = " + (columns ? "parquet" : "json"));
    }
    return List.of(
        "header = " + sample.hasHeader(),
        "delimiter = \"" + (sample.delimiter() == '\t' ? "\\t" : sample.delimiter()) + '"',
        "charset = " + sample.charset());
  }

  private static List<String> dates(ColumnRoles roles) {
    Set<String> formats = new LinkedHashSet<>();
    List<String> lines = new ArrayList<>();
    for (String target : List.of("transaction_date", "chat_date", "signup_date")) {
      if (!roles.has(target)) {
        continue;
      }
      DaysFound days = roles.likeliest(target).days();
      if (days.areClear()) {
        formats.addAll(days.formats());
      } else {
        lines.add(
            "# %s does not show which is the day and which the month; choose one of these lines:"
                .formatted(roles.likeliest(target).spoken()));
        lines.add("# date-formats = " + quoted(days.formats().subList(0, 1)));
        lines.add("# date-formats = " + quoted(days.others().subList(0, 1)));
      }
    }
    if (!formats.isEmpty()) {
      lines.add("date-formats = " + quoted(formats));
    }
    if (lines.stream().anyMatch(line -> line.matches(".*(?<!y)yy(?!y).*"))) {
      lines.add("pivot-year = 1970  # the first of the hundred years that two digits stand for");
    }
    return lines;
  }

  private static String quoted(Collection<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\") + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Words as n/a, which would else be customers and bad numbers. */
  private static List<String> missing(ColumnRoles roles) {
    Set<String> words = new LinkedHashSet<>(List.of(""));
    roles.candidates().values().forEach(columns -> words.addAll(columns.get(0).missing()));
    return words.size() == 1 ? List.of() : List.of("missing = " + quoted(words));
  }
}
