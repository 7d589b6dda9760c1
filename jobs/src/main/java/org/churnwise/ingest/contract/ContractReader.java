package org.churnwise.ingest.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.churnwise.run.Hash;

/** Builds a contract from a parsed file and refuses an inconsistent one. */
final class ContractReader {
  private static final int VERSION_DIGITS = 16;
  static final Set<String> FILTER_KEYS = Set.of("column", "starts-with", "equals", "empty");

  private static final String VALID_FROM = "valid-from";

  private ContractReader() {}

  static Contract read(String name, Config config) {
    ContractSection root = new ContractSection(config.root(), "", Set.of("limits", "feeds"));
    ContractSection feeds = root.section("feeds", Set.copyOf(Feed.names()));
    List<FeedContract> contracts = new ArrayList<>();
    for (String label : Feed.names()) {
      if (feeds.has(label)) {
        contracts.add(feed(feeds, Feed.named(label)));
      }
    }
    if (!feeds.has(Feed.SALES.label())) {
      throw root.refused("'feeds.sales' is missing; without sales nothing can be predicted");
    }
    return new Contract(name, version(config), limits(root), contracts);
  }

  /**
   * A hash of the meaning, not the text: comments and order are ignored, included files are not.
   */
  private static String version(Config config) {
    String meaning = config.root().render(ConfigRenderOptions.concise());
    return Hash.of(meaning).substring(0, VERSION_DIGITS);
  }

  private static Contract.Limits limits(ContractSection root) {
    ContractSection limits =
        root.section(
            "limits", Set.of("refused-quarantined-share", "quarantined-share", "duplicate-share"));
    return new Contract.Limits(
        limits.share("refused-quarantined-share", 0.5),
        limits.share("quarantined-share", 0.05),
        limits.share("duplicate-share", 0.05));
  }

  private static FeedContract feed(ContractSection feeds, Feed feed) {
    Set<String> known =
        Set.of(
            "files",
            "header",
            "delimiter",
            "quote",
            "encoding",
            "date-formats",
            "missing",
            "column-count",
            "drop",
            "one-sale-per",
            ReturnsReader.KEY,
            "columns");
    ContractSection section = feeds.section(feed.label(), known);
    List<ColumnRule> columns = ColumnRules.read(section, feed);
    List<RecordFilter> dropped = dropped(section);
    Returns returns = ReturnsReader.read(section, feed, columns);
    return new FeedContract(
        feed.label(),
        patterns(section, feed),
        FileFormats.read(section, references(columns, dropped, returns)),
        dropped,
        columns,
        oneSalePer(section, feed, columns),
        returns);
  }

  private static List<ColumnRef> references(
      List<ColumnRule> columns, List<RecordFilter> dropped, Returns returns) {
    List<ColumnRef> references = new ArrayList<>();
    columns.forEach(column -> references.addAll(column.source().references()));
    dropped.forEach(filter -> references.add(filter.column()));
    references.addAll(returns.references());
    return references;
  }

  private static List<FilePattern> patterns(ContractSection section, Feed feed) {
    List<FilePattern> patterns = new ArrayList<>();
    Set<String> known = Set.of("name", "drift", VALID_FROM);
    for (ContractSection file : section.sections("files", known)) {
      String name = file.text("name");
      boolean year = name.contains("(?<year>");
      if (year != name.contains("(?<month>")) {
        throw file.refused("'" + name + "' needs both groups year and month, or neither");
      }
      patterns.add(
          new FilePattern(compiled(file, name), year, file.flag("drift"), validFrom(file, feed)));
    }
    if (patterns.isEmpty()) {
      throw section.refused(
          "'files' is missing or empty; give a pattern for the names of the files");
    }
    return patterns;
  }

  private static LocalDate validFrom(ContractSection file, Feed feed) {
    if (!file.has(VALID_FROM)) {
      return null;
    }
    if (feed != Feed.CUSTOMERS) {
      throw file.refused(
          "'" + VALID_FROM + "' is only for files of customers; remove it from " + feed.label());
    }
    String text = file.text(VALID_FROM);
    if (text.equals("start")) {
      return FilePattern.START;
    }
    return new DateTexts(List.of("yyyy-MM-dd"))
        .read(text)
        .orElseThrow(
            () ->
                file.refused(
                    "'%s' = '%s' must be start or a day, as in 2025-01-31"
                        .formatted(VALID_FROM, text)));
  }

  private static Pattern compiled(ContractSection file, String name) {
    try {
      return Pattern.compile(name);
    } catch (PatternSyntaxException e) {
      throw file.refused("'" + name + "' is not a regular expression: " + e.getDescription());
    }
  }

  private static List<RecordFilter> dropped(ContractSection feed) {
    List<RecordFilter> filters = new ArrayList<>();
    for (ContractSection filter : feed.sections("drop", FILTER_KEYS)) {
      filters.add(filter(filter));
    }
    return filters;
  }

  /** A filter, whose section may have other keys beside its own. */
  static RecordFilter filter(ContractSection filter, String... beside) {
    if (filter.keys().stream().filter(key -> !List.of(beside).contains(key)).count() != 2) {
      throw filter.refused("a filter needs 'column' and one of starts-with, equals, empty = true");
    }
    ColumnRef column = filter.column("column");
    if (filter.has("starts-with")) {
      return new RecordFilter(column, RecordFilter.Test.STARTS_WITH, filter.text("starts-with"));
    }
    if (filter.has("equals")) {
      return new RecordFilter(column, RecordFilter.Test.EQUALS, filter.text("equals"));
    }
    if (!filter.flag("empty")) {
      throw filter.refused("'empty' can only be true");
    }
    return new RecordFilter(column, RecordFilter.Test.EMPTY, "");
  }

  private static List<String> oneSalePer(
      ContractSection section, Feed feed, List<ColumnRule> columns) {
    List<String> keys = section.texts("one-sale-per", List.of());
    List<String> mapped = columns.stream().map(ColumnRule::target).toList();
    if (!keys.isEmpty() && feed != Feed.SALES) {
      throw section.refused("'one-sale-per' is only for sales");
    }
    if (!keys.isEmpty() && !(keys.contains(feed.key()) && mapped.containsAll(keys))) {
      throw section.refused(
          "'one-sale-per' = %s must contain %s and only mapped columns: %s"
              .formatted(keys, feed.key(), mapped));
    }
    return keys;
  }
}
