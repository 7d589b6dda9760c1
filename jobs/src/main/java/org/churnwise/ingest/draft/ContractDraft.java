package org.churnwise.ingest.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  public static String of(List<Path> files) throws IOException {
    Map<String, List<FileSample>> byFeed = new LinkedHashMap<>();
    for (Path file : files) {
      FileSample sample = FileSample.of(file);
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
    lines.addAll(layout(sample, marks));
    lines.addAll(dates(roles));
    lines.addAll(grouping(sample, roles));
    lines.addAll(ColumnLines.of(Feed.named(feed), sample, roles));
    List<String> section = new ArrayList<>(List.of("  " + feed + " {"));
    lines.forEach(line -> section.add(INDENT + line));
    section.add("  }");
    return section;
  }

  /** How the text is split; JSON and Parquet say themselves what is a number. */
  private static List<String> layout(FileSample sample, MarksFound marks) {
    if (sample.layout() != FileFormat.Layout.DELIMITED) {
      boolean json = sample.layout() == FileFormat.Layout.JSON_LINES;
      return List.of(
          "format = " + (json ? "json" : "parquet"),
          "# numbers that are texts, such as \"1.234,50\", need decimal-mark and thousands-mark");
    }
    List<String> lines = new ArrayList<>();
    lines.add("header = " + sample.hasHeader());
    lines.add("delimiter = \"" + (sample.delimiter() == '\t' ? "\\t" : sample.delimiter()) + '"');
    lines.add("charset = " + sample.charset());
    lines.addAll(marks.lines());
    return lines;
  }

  /** The name as a pattern; a year and a month in it become groups. */
  static String pattern(String name) {
    String quoted = name.replaceAll("([.+()\\[\\]{}^$*?|\\\\])", "\\\\$1");
    return quoted.replaceFirst(
        "(?<![0-9])(20[0-9]{2})([-_]?)(0[1-9]|1[0-2])(?![0-9])",
        "(?<year>\\\\d{4})$2(?<month>\\\\d{2})");
  }

  private static List<String> dates(ColumnRoles roles) {
    List<String> formats = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String target : List.of("transaction_date", "chat_date", "signup_date")) {
      if (!roles.has(target)) {
        continue;
      }
      SampleColumn column = roles.likeliest(target);
      column.dateFormats().stream().filter(one -> !formats.contains(one)).forEach(formats::add);
      List<String> others = column.otherFormats();
      if (!others.isEmpty()) {
        lines.add(
            "# %s is read by %s too: check which is the day and which the month"
                .formatted(column.spoken(), String.join(", ", others)));
      }
    }
    if (!formats.isEmpty()) {
      lines.add(
          formats.stream()
              .map(format -> '"' + format + '"')
              .collect(Collectors.joining(", ", "date-formats = [", "]")));
    }
    if (formats.stream().anyMatch(format -> format.matches(".*(?<!y)yy(?!y).*"))) {
      lines.add("pivot-year = 1970  # the first of the hundred years that two digits stand for");
    }
    return lines;
  }

  private static List<String> grouping(FileSample sample, ColumnRoles roles) {
    List<String> lines = new ArrayList<>();
    if (roles.has("transaction_id") && !roles.likeliest("transaction_id").isUnique()) {
      lines.add(
          "# records repeat "
              + roles.likeliest("transaction_id").spoken()
              + ": they are lines of one sale");
      lines.add("one-sale-per = [transaction_id]");
    }
    if (roles.has("currency")) {
      lines.add("currency { from = " + roles.likeliest("currency").reference() + " }");
    }
    if (roles.feed().equals("sales")) {
      lines.add("# what is no purchase, such as unpaid and cancelled orders:");
      lines.add("# drop = [ { column = %s, not-one-of = [paid] } ]".formatted(status(sample)));
      lines.addAll(returns(sample, roles));
    }
    return lines;
  }

  private static List<String> returns(FileSample sample, ColumnRoles roles) {
    List<String> lines = new ArrayList<>();
    boolean negative =
        roles.has("total_amount")
            && roles.likeliest("total_amount").present().stream()
                .anyMatch(value -> value.strip().startsWith("-"));
    if (negative) {
      lines.add("# some amounts are negative, which is bad unless they are returns:");
      lines.add("# returns = true");
    }
    sample.columns().stream()
        .filter(column -> column.isNamed(".*(refund|erstatt).*"))
        .findFirst()
        .ifPresent(
            column ->
                lines.add(
                    "# money that went back of a sale is a column: refunded_amount { from = %s }"
                        .formatted(column.reference())));
    return lines;
  }

  private static String status(FileSample sample) {
    return sample.columns().stream()
        .filter(column -> column.isNamed(".*(status|state).*"))
        .findFirst()
        .map(SampleColumn::reference)
        .orElse("status");
  }
}
