package org.churnwise.ingest.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.churnwise.run.Hash;

/** Builds a contract from a parsed file and refuses an inconsistent one. */
final class ContractReader {
  private static final int VERSION_DIGITS = 16;
  private static final String VALID_FROM = "valid-from";
  private static final String CURRENCY = "currency";

  private ContractReader() {}

  static Contract read(String name, Config config) {
    ContractSection root =
        new ContractSection(config.root(), "", Set.of("limits", "time-zone", "feeds"));
    ZoneId zone = root.zone("time-zone", ZoneOffset.UTC);
    ContractSection feeds = root.section("feeds", Set.copyOf(Feed.names()));
    List<FeedContract> contracts = new ArrayList<>();
    for (String label : Feed.names()) {
      if (feeds.has(label)) {
        contracts.add(feed(feeds, Feed.named(label), zone));
      }
    }
    if (!feeds.has(Feed.SALES.label())) {
      throw root.refused("'feeds.sales' is missing; without sales nothing can be predicted");
    }
    String content = config.root().render(ConfigRenderOptions.concise());
    return new Contract(name, version(content), content, limits(root), contracts);
  }

  /**
   * A hash of the meaning, not the text: comments and order are ignored, included files are not.
   */
  private static String version(String meaning) {
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

  private static FeedContract feed(ContractSection feeds, Feed feed, ZoneId zone) {
    Set<String> known =
        Set.of(
            "files",
            "format",
            "header",
            "delimiter",
            "quote",
            "charset",
            "encoding",
            "decimal-mark",
            "thousands-mark",
            "currency-sign",
            "date-formats",
            "pivot-year",
            "times-in",
            "missing",
            "column-count",
            "drop",
            "one-sale-per",
            CURRENCY,
            ReturnsReader.KEY,
            TableSources.TABLE,
            TableSources.QUERY,
            TableSources.GROWING,
            TableSources.OVERLAP,
            VALID_FROM,
            "columns");
    ContractSection section = feeds.section(feed.label(), known);
    TableSource table = TableSources.read(section, feed);
    List<ColumnRule> columns = ColumnRules.read(section, feed);
    NumberMarks numbers = FileFormats.numbers(section);
    List<RecordFilter> dropped = RecordFilters.dropped(section, numbers);
    Currency currency = currency(section, feed);
    Returns returns = ReturnsReader.read(section, feed, columns);
    List<ColumnRef> references = references(columns, dropped, returns);
    currency.source().ifPresent(references::add);
    boolean isTable = table != null;
    List<FilePattern> files =
        isTable ? TableSources.patterns(section, feed) : patterns(section, feed);
    if (isTable) {
      List<RecordFilter> filters = new ArrayList<>(dropped);
      filters.addAll(returns.filters());
      TableSources.refuseUnfit(section, columns, filters, references);
    }
    return new FeedContract(
        feed.label(),
        files,
        isTable
            ? FileFormats.ofTable(section, zone, numbers)
            : FileFormats.read(section, files, zone, numbers, references),
        dropped,
        columns,
        oneSalePer(section, feed, columns),
        currency,
        returns,
        table);
  }

  private static List<ColumnRef> references(
      List<ColumnRule> columns, List<RecordFilter> dropped, Returns returns) {
    List<ColumnRef> references = new ArrayList<>();
    columns.forEach(column -> references.addAll(column.source().references()));
    dropped.forEach(filter -> references.add(filter.column()));
    references.addAll(returns.references());
    return references;
  }

  private static Currency currency(ContractSection feed, Feed of) {
    if (!feed.has(CURRENCY)) {
      return Currency.UNSAID;
    }
    ContractSection section = feed.section(CURRENCY, Set.of("from", "constant"));
    if (of != Feed.SALES || section.keys().isEmpty()) {
      throw section.refused(
          "'currency' is for sales: from, the column that names it, constant, the only one, or"
              + " both");
    }
    return new Currency(
        section.has("from") ? section.column("from") : null,
        section.optionalText("constant").map(Currency::plain).orElse(null));
  }

  private static List<FilePattern> patterns(ContractSection section, Feed feed) {
    if (section.has(VALID_FROM)) {
      throw section.refused("'valid-from' of files belongs to each of 'files'");
    }
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
          "'files' is missing or empty; give a pattern for the names of the files, or 'table' or 'query' if a table holds the rows");
    }
    return patterns;
  }

  /** The day from which rows are valid that name none; null where the contract does not say. */
  static LocalDate validFrom(ContractSection file, Feed feed) {
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

  private static List<String> oneSalePer(
      ContractSection section, Feed feed, List<ColumnRule> columns) {
    List<String> keys = section.texts("one-sale-per", List.of());
    List<String> mapped = columns.stream().map(ColumnRule::target).toList();
    if (!keys.isEmpty() && feed != Feed.SALES) {
      throw section.refused("'one-sale-per' is only for sales");
    }
    boolean generated =
        columns.stream().anyMatch(rule -> rule.source() instanceof ValueSource.Generated);
    // what is numbered by its columns is not numbered by its line
    boolean fits = keys.contains(feed.key()) != generated && mapped.containsAll(keys);
    if (!keys.isEmpty() && !fits) {
      throw section.refused(
          "'one-sale-per' = %s must contain %s, unless it is generated, and only mapped columns: %s"
              .formatted(keys, feed.key(), mapped));
    }
    boolean repeats = columns.stream().anyMatch(ColumnRule::repeats);
    if (repeats && keys.isEmpty()) {
      throw section.refused("'repeats' needs lines that are grouped by 'one-sale-per'");
    }
    return keys;
  }
}
