package org.churnwise.ingest.table;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.ColumnRef;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.DateRules;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.TextRule;
import org.churnwise.ingest.contract.TextRule.LetterCase;
import org.churnwise.ingest.contract.ValueSource;
import org.churnwise.ingest.table.SourceFields.Field;
import org.churnwise.warehouse.SourceColumn.Kind;

/** The values of the columns of a feed as SQL, by the rules of its contract. */
final class ValueTerms {
  private final FeedContract contract;
  private final SourceFields fields;
  private final LocalDate asOf;
  private final Readings readings;
  private final NumberTerms numbers;

  /**
   * @param asOf the last day that a value may have
   * @param isReturn whether a record is a return, as SQL
   */
  ValueTerms(
      FeedContract contract,
      SourceFields fields,
      LocalDate asOf,
      String isReturn,
      Readings readings) {
    this.contract = contract;
    this.fields = fields;
    this.asOf = asOf;
    this.readings = readings;
    this.numbers = new NumberTerms(contract.format().numbers(), isReturn, readings);
  }

  /** The value of a column. */
  Term of(ColumnRule rule) {
    ValueSource source = rule.source();
    if (source instanceof ValueSource.Constant constant) {
      return typed(rule, SqlText.literal(constant.text()));
    }
    if (source instanceof ValueSource.Joined joined) {
      return joined(rule, joined.columns());
    }
    if (source instanceof ValueSource.ProductOf product) {
      Field left = fields.of(product.left());
      Field right = fields.of(product.right());
      String missing = SqlText.any(List.of(isMissing(left), isMissing(right)));
      return optional(rule, missing, numbers.product(rule, left, right));
    }
    return single(rule, fields.of(((ValueSource.From) source).column()));
  }

  /** Whether a column has no value; never unknown. */
  String isMissing(Field field) {
    Set<String> words = new TreeSet<>(contract.format().missing());
    if (field.kind() != Kind.TEXT) {
      words.remove(""); // no number or day is written so
    }
    return field.text().equals(field.alias())
        ? SqlText.isNullOrOneOf(field.text(), words)
        : "(%s is null or %s)".formatted(field.alias(), SqlText.isNullOrOneOf(field.text(), words));
  }

  private Term single(ColumnRule rule, Field field) {
    TextRule texts = rule.texts();
    boolean isText = field.kind() == Kind.TEXT;
    String plain = plain(texts, field.text());
    String isMissing = readings.of(isMissing(field));
    if (isText && !plain.equals(field.text())) {
      isMissing =
          SqlText.any(List.of(isMissing, SqlText.isOneOf(plain, contract.format().missing())));
    }
    if (!texts.mapped().isEmpty()) {
      isMissing =
          "((%s) and not coalesce(%s, false))"
              .formatted(isMissing, SqlText.isOneOf(plain, texts.mapped().keySet()));
    }
    if (rule.type().equals("boolean")) {
      Term truth = truth(rule, meaning(texts, plain));
      return optional(rule, isGone(rule, isMissing, plain), clear(rule, field, truth));
    }
    Term value =
        switch (rule.type()) {
          case "string" -> typed(rule, meaning(texts, plain));
          case "date" -> day(field, meaning(texts, plain));
          default ->
              texts.mapped().isEmpty() && plain.equals(field.text())
                  ? numbers.of(rule, field)
                  : numbers.read(rule, meaning(texts, plain));
        };
    return optional(rule, isMissing, clear(rule, field, value));
  }

  /**
   * What is stripped or written in other letters must be so alike everywhere. Lines hold neither
   * zeros nor numbers without digits.
   */
  private Term clear(ColumnRule rule, Field field, Term value) {
    List<String> conditions = new ArrayList<>(List.of(value.isGood()));
    if (contract.isTable() && rule.isText() && field.kind() == Kind.TEXT) {
      conditions.add("not contains(%s, chr(0))".formatted(field.text()));
    }
    if (rule.isText() && field.kind() == Kind.DOUBLE) {
      conditions.add("abs(%s) < 1e308".formatted(field.alias()));
    }
    if (field.kind() == Kind.TEXT && rule.texts().trimmed()) {
      conditions.add(SqlText.hasClearEnds(field.text()));
    }
    if (field.kind() == Kind.TEXT && rule.texts().letterCase() != LetterCase.AS_WRITTEN) {
      conditions.add(SqlText.hasPlainLetters(field.text()));
    }
    return new Term(value.value(), String.join(" and ", conditions));
  }

  private static String plain(TextRule texts, String text) {
    String stripped = texts.trimmed() ? SqlText.trimmed(text) : text;
    return switch (texts.letterCase()) {
      case AS_WRITTEN -> stripped;
      case UPPER -> "upper(" + stripped + ")";
      case LOWER -> "lower(" + stripped + ")";
    };
  }

  /** What a text stands for; null for one that is not listed and must be. */
  private static String meaning(TextRule texts, String plain) {
    if (texts.mapped().isEmpty()) {
      return plain;
    }
    Map<String, String> listed = new TreeMap<>(texts.mapped());
    String others = listed.remove(TextRule.OTHERS);
    String cases =
        listed.entrySet().stream()
            .map(
                pair ->
                    "when %s then %s"
                        .formatted(SqlText.literal(pair.getKey()), meant(pair.getValue(), plain)))
            .collect(Collectors.joining(" "));
    String rest = others == null ? "null" : meant(others, plain);
    return cases.isEmpty() ? rest : "case %s %s else %s end".formatted(plain, cases, rest);
  }

  private static String meant(String meaning, String plain) {
    return meaning.equals(TextRule.OTHERS) ? plain : SqlText.literal(meaning);
  }

  /**
   * @param isMissing which is never unknown
   */
  private static Term optional(ColumnRule rule, String isMissing, Term value) {
    return new Term(
        "iff(%s, null, %s)".formatted(isMissing, value.value()),
        rule.required()
            ? "not (%s) and %s".formatted(isMissing, value.isGood())
            : "(%s or (%s))".formatted(isMissing, value.isGood()));
  }

  /** A text as a value of the column's type. */
  private Term typed(ColumnRule rule, String text) {
    return switch (rule.type()) {
      case "string" -> text(rule, text);
      case "boolean" -> truth(rule, text);
      case "date" -> textDay(text);
      default -> numbers.read(rule, text);
    };
  }

  private static Term text(ColumnRule rule, String text) {
    List<String> conditions = new ArrayList<>(List.of(text + " is not null"));
    if (rule.required()) {
      conditions.add(SqlText.isVisible(text));
    }
    String value = text;
    if (rule.texts().wholeNumber()) {
      conditions.add("regexp_like(%s, '^-?[0-9]+([.]0+)?$')".formatted(text));
      value = "split_part(%s, '.', 1)".formatted(text);
    }
    if (!rule.texts().allowed().isEmpty()) {
      conditions.add(SqlText.isOneOf(value, rule.texts().allowed()));
    }
    return new Term(value, String.join(" and ", conditions));
  }

  private Term joined(ColumnRule rule, List<ColumnRef> columns) {
    List<String> missing = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (ColumnRef column : columns) {
      Field field = fields.of(column);
      String plain = plain(rule.texts(), field.text());
      missing.add(isMissing(field));
      if (field.kind() == Kind.TEXT) {
        missing.add(SqlText.isOneOf(plain, contract.format().missing()));
      }
      parts.add(
          "replace(replace(%1$s, %2$s, %2$s || %2$s), '|', %2$s || '|')"
              .formatted(plain, SqlText.BACKSLASH));
      conditions.add(clear(rule, field, new Term(plain, "1 = 1")).isGood());
    }
    String text = String.join(" || '|' || ", parts);
    Term value = text(rule, meaning(rule.texts(), "(" + text + ")"));
    conditions.add(value.isGood());
    return optional(
        rule, SqlText.any(missing), new Term(value.value(), String.join(" and ", conditions)));
  }

  /** A word counts even where it is one of those for a missing value. */
  private String isGone(ColumnRule rule, String isMissing, String plain) {
    return contract.format().missing().stream().map(String::strip).noneMatch(rule::gives)
        ? isMissing
        : "(%s and not coalesce(%s, false))"
            .formatted(isMissing, SqlText.isOneOf("lower(" + plain + ")", words(rule)));
  }

  private Term truth(ColumnRule rule, String text) {
    String word = readings.of(word(rule, text));
    String yes = SqlText.isOneOf(word, rule.truth().trueWords());
    String no = SqlText.isOneOf(word, rule.truth().falseWords());
    return new Term(
        "case when %s then true when %s then false end".formatted(yes, no),
        SqlText.any(List.of(yes, no)));
  }

  private static Set<String> words(ColumnRule rule) {
    Set<String> words = new TreeSet<>(rule.truth().trueWords());
    words.addAll(rule.truth().falseWords());
    return words;
  }

  /** The words as they are listed are the most frequent ones, and cost less. */
  private static String word(ColumnRule rule, String text) {
    return "case when %s then %s else lower(%s) end"
        .formatted(SqlText.isOneOf(text, words(rule)), text, SqlText.trimmed(text));
  }

  private Term day(Field field, String text) {
    return switch (field.kind()) {
      case DAY -> new Term(field.alias(), isKnown(field.alias()));
      case TIME, INSTANT -> {
        String day = "cast(" + local(field) + " as date)";
        yield new Term(day, isKnown(day));
      }
      default -> textDay(text);
    };
  }

  /** Only one that is written without blanks: they cost more than the few texts that have some. */
  private Term textDay(String text) {
    String day = readings.of("try_cast(%s as date)".formatted(text));
    boolean iso = contract.format().dates().formats().contains("yyyy-MM-dd");
    return new Term(
        day, iso ? "cast(%s as string) = %s and %s".formatted(day, text, isKnown(day)) : "1 = 0");
  }

  private String isKnown(String day) {
    return "%1$s between date '0001-01-01' and date '%2$s' and %1$s not between date '1582-09-25' and date '1582-10-14'"
        .formatted(day, asOf);
  }

  /** A time where the shop is. */
  private String local(Field field) {
    DateRules dates = contract.format().dates();
    if (field.kind() == Kind.INSTANT) {
      return "convert_timezone(%s, %s)".formatted(zone(dates.zone()), field.alias());
    }
    return dates.timesIn().equals(dates.zone())
        ? field.alias()
        : "convert_timezone(%s, %s, %s)"
            .formatted(zone(dates.timesIn()), zone(dates.zone()), field.alias());
  }

  private static String zone(ZoneId zone) {
    return SqlText.literal(zone.getId().equals("Z") ? "UTC" : zone.getId());
  }

  /** The time of day of a column of days, as 23:59:59.000; null where it holds days alone. */
  String time(ColumnRule rule) {
    if (rule.source() instanceof ValueSource.From from) {
      Field field = fields.of(from.column());
      if (field.kind() == Kind.TIME || field.kind() == Kind.INSTANT) {
        return Field.clock(local(field)) + " || '.000'";
      }
    }
    return "cast(null as string)";
  }
}
