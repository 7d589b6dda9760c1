package org.churnwise.ingest.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads which table holds the rows of a feed, and refuses what a contract can say of files only:
 * nothing that it says is left out silently.
 */
final class TableSources {
  static final String TABLE = "table";
  static final String QUERY = "query";
  static final String GROWING = "incremental-by";
  static final String OVERLAP = "overlap-days";
  static final String VALID_FROM = "valid-from";

  private static final String PART = "(?:[A-Za-z_][A-Za-z0-9_$]*|\"[^\"/:?\\\\]+\")";
  private static final Pattern NAME = Pattern.compile("%1$s(?:\\.%1$s){0,2}".formatted(PART));
  private static final Pattern SELECT = Pattern.compile("(?is)\\s*(select|with)\\b.*");
  private static final Pattern DAYS = Pattern.compile("[0-9]{1,4}");
  private static final Pattern BLANKED = Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|::");

  /** What says how texts in files are split and read; the columns of a table have types. */
  private static final Map<String, String> OF_FILES = ofFiles();

  private TableSources() {}

  private static Map<String, String> ofFiles() {
    Map<String, String> reasons = new TreeMap<>();
    for (String key :
        List.of("files", "format", "header", "delimiter", "quote", "charset", "encoding")) {
      reasons.put(key, "is about files");
    }
    reasons.put("column-count", "is about files");
    for (String key : List.of("thousands-mark", "currency-sign", "date-formats", "pivot-year")) {
      reasons.put(
          key,
          "is about texts in files, and the columns of a table have types; where one holds a text, make it a number or a date in 'query', with try_cast or try_to_date");
    }
    reasons.put(
        "one-sale-per",
        "is about lines of files; group the lines of a sale in 'query', as in select order_no, max(client) as client, min(day) as day, sum(amount) as amount from order_lines group by order_no");
    return reasons;
  }

  /** Whether a feed is one of a table. */
  static boolean isTable(ContractSection feed) {
    return feed.has(TABLE) || feed.has(QUERY);
  }

  /** The table of a feed; null for one of files. */
  static TableSource read(ContractSection section, Feed feed) {
    if (!isTable(section)) {
      for (String key : List.of(GROWING, OVERLAP)) {
        if (section.has(key)) {
          throw section.refused("'" + key + "' needs 'table' or 'query'");
        }
      }
      return null;
    }
    if (section.has(TABLE) && section.has(QUERY)) {
      throw section.refused("'table' and 'query' exclude each other; remove one of them");
    }
    OF_FILES.forEach(
        (key, reason) -> {
          if (section.has(key)) {
            throw section.refused("'%s' does not go with a table: it %s".formatted(key, reason));
          }
        });
    if (section.has("decimal-mark") && !section.text("decimal-mark").equals(".")) {
      throw section.refused(
          "'decimal-mark' of a table can only be \".\"; make a text with other marks a number in 'query'");
    }
    return new TableSource(
        section.has(TABLE) ? name(section) : null,
        section.has(QUERY) ? query(section) : null,
        section.has(GROWING) ? section.text(GROWING) : null,
        overlap(section, feed));
  }

  private static String name(ContractSection section) {
    String name = section.text(TABLE);
    if (!NAME.matcher(name).matches()) {
      throw section.refused(
          "'table' = '%s' must be the name of a table or view, as ORDERS, SCHEMA.ORDERS or DB.SCHEMA.ORDERS; other than letters, digits, _ and $ needs double quotes around each part"
              .formatted(name));
    }
    return name;
  }

  /** One statement that reads, without parameters: it becomes a part of ours. */
  private static String query(ContractSection section) {
    String query = section.text(QUERY).strip();
    String bare = BLANKED.matcher(query).replaceAll(" ");
    if (!SELECT.matcher(query).matches() || bare.contains(";")) {
      throw section.refused("'query' must be one select, without a semicolon");
    }
    if (bare.contains("?") || bare.contains(":") || bare.contains("--") || bare.contains("/*")) {
      throw section.refused(
          "'query' must have no parameters (?, :name) and no comments; of JSON, write src['id'] for src:id");
    }
    return query;
  }

  private static int overlap(ContractSection section, Feed feed) {
    if (!section.has(OVERLAP)) {
      return 0;
    }
    String days = section.text(OVERLAP);
    if (!DAYS.matcher(days).matches()) {
      throw section.refused(
          "'overlap-days' = '%s' must be a whole number of days, 0 to 9999".formatted(days));
    }
    if (!section.has(GROWING)) {
      throw section.refused("'overlap-days' needs 'incremental-by', the column that only grows");
    }
    if (feed == Feed.CUSTOMERS) {
      throw section.refused(
          "'overlap-days' is for sales and feedback, whose rows have a day; remove it");
    }
    return Integer.parseInt(days);
  }

  /** The names under which the rows of a table are loaded: a month each, or all at once. */
  static List<FilePattern> patterns(ContractSection section, Feed feed) {
    List<FilePattern> patterns = new ArrayList<>();
    if (feed == Feed.CUSTOMERS) {
      patterns.add(
          new FilePattern(
              Pattern.compile("customers[.]table"),
              false,
              false,
              ContractReader.validFrom(section, feed)));
      patterns.add(
          new FilePattern(Pattern.compile("customers-[0-9]+[.]table"), false, false, null));
      return patterns;
    }
    ContractReader.validFrom(section, feed); // refuses it
    String name = feed.label() + "_(?<year>[0-9]{4})_(?<month>[0-9]{2})(?:-[0-9]+)?[.]table";
    patterns.add(new FilePattern(Pattern.compile(name), true, false, null));
    return patterns;
  }

  /** Refuses what needs lines of a file, or an engine of regular expressions that is not ours. */
  static void refuseUnfit(
      ContractSection section,
      List<ColumnRule> columns,
      List<RecordFilter> filters,
      List<ColumnRef> references) {
    for (ColumnRule column : columns) {
      if (column.source() instanceof ValueSource.Generated) {
        throw section.refused(
            "'columns.%s' cannot be generated: the rows of a table have no lines and no order; name its key, of several columns as from = [till, receipt], or make one in 'query'"
                .formatted(column.target()));
      }
    }
    for (ColumnRef reference : references) {
      if (reference instanceof ColumnRef.Position) {
        throw section.refused(
            "'%s': the columns of a table have names, give one".formatted(reference));
      }
    }
    for (RecordFilter filter : filters) {
      if (filter.test() instanceof FilterTest.Matches) {
        throw section.refused(
            "'matches' of column %s does not go with a table, since warehouses read regular expressions in other ways; use starts-with or one-of, or leave rows out in 'query'"
                .formatted(filter.column()));
      }
    }
  }
}
