package org.churnwise.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.ingest.RandomLines.Kind;

/** What a contract by chance says of the values of single columns, in HOCON. */
final class RandomRules {
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "5", "5.0", "5.00", "5.5", "7.25", "-1", "-5.000", "12.3456");

  private static final List<String> BOUNDS =
      List.of("-1", "0", "1", "2.5", "5.5", "100", "99.9999", "1e3");

  private static final List<String> YES = List.of("true", "ja", "yes", "1", "t", "-", "NA");
  private static final List<String> NO = List.of("false", "nein", "no", "0", "n/a", "null", "");

  private final Chance chance;
  private final boolean hasHeader;
  private final boolean areNegativesReturns;
  private final List<String> missing;
  private final Map<String, List<String>> words = new HashMap<>();

  /**
   * @param hasHeader whether columns of the file have names
   * @param areNegativesReturns whether numbers may be negative
   * @param missing words that stand for no value
   */
  RandomRules(Chance chance, boolean hasHeader, boolean areNegativesReturns, List<String> missing) {
    this.chance = chance;
    this.hasHeader = hasHeader;
    this.areNegativesReturns = areNegativesReturns;
    this.missing = missing;
  }

  /** The texts that the rules so far name for a column of the file; never empty. */
  List<String> words(String column) {
    return words.getOrDefault(column, RandomLines.NOTHING);
  }

  /** A column of the file by name, or by position where it has no header. */
  String ref(String column) {
    List<String> names = List.copyOf(RandomLines.COLUMNS.keySet());
    return hasHeader ? column : String.valueOf(names.indexOf(column) + 1);
  }

  /** Of records to leave out, or of returns, for which there may be more to say. */
  String filter(String more) {
    boolean isRange = chance.is(0.35);
    String column =
        isRange
            ? chance.one("pieces", "price", "back")
            : chance.one("state", "offer", "paid", "back", "note");
    String test = isRange ? range(column) : wordTest(column);
    return "{ column = " + ref(column) + ", " + test + more + " }";
  }

  private String range(String column) {
    String bound = chance.one(chance.one(BOUNDS, Kind.PIECES.usual, Kind.PRICE.usual));
    return chance.one("less-than", "at-most", "more-than", "at-least")
        + " = "
        + named(column, bound);
  }

  private String wordTest(String column) {
    List<String> usual = RandomLines.COLUMNS.get(column).usual;
    return switch (chance.upTo(8)) {
      case 1 -> "equals = " + quoted(column, chance.one(choices(column)));
      case 2 -> "not-equals = " + quoted(column, chance.one(usual));
      case 3, 4 -> "one-of = " + list(column, chance.some(3, choices(column)));
      case 5 -> "not-one-of = " + list(column, Chance.both(usual, chance.some(3, choices(column))));
      case 6 ->
          "starts-with = " + quoted(column, chance.one("v", "c", "5", "\u00e4", "\ud83d\ude00"));
      default -> "empty = " + chance.one("true", "true", "true", "false");
    };
  }

  String id(String column) {
    return chance.is(0.6) ? section("from = " + ref(column)) : word(column);
  }

  String word(String column) {
    Kind kind = RandomLines.COLUMNS.get(column);
    if (chance.is(0.05)) {
      return section("constant = " + quoted(column, chance.one(choices(column))));
    }
    String parts = chance.is(0.1) ? "[" + ref(column) + ", " + ref("note") + "]" : ref(column);
    List<String> rules = new ArrayList<>(List.of("from = " + parts));
    rules.addAll(spelling());
    if (chance.is(kind == Kind.CLIENT ? 0.3 : 0.02)) {
      rules.add("whole-number = true");
    }
    if (chance.is(0.1)) {
      rules.add("values = " + list(column, Chance.both(kind.usual, chance.some(4, kind.odd))));
    } else if (chance.is(0.3)) {
      rules.add("values " + mapping(column, choices(column)));
    }
    return section(rules);
  }

  String day(String column) {
    List<String> rules = new ArrayList<>(List.of("from = " + ref(column)));
    if (chance.is(0.2)) {
      rules.add("trim = true");
    }
    if (chance.is(0.1)) {
      rules.add(
          "values " + mapping(column, Chance.both(Kind.DAY.usual, chance.some(2, Kind.DAY.odd))));
    }
    return section(rules);
  }

  String truth(String column) {
    List<String> rules = new ArrayList<>(List.of("from = " + ref(column)));
    rules.addAll(spelling());
    if (chance.is(0.4)) {
      rules.add("true-words = " + list(column, chance.with(0.9, "true", chance.some(4, YES))));
    }
    if (chance.is(0.4)) {
      rules.add("false-words = " + list(column, chance.with(0.9, "false", chance.some(4, NO))));
    }
    if (chance.is(0.4)) {
      rules.add("values " + mapping(column, List.of("true", "false", "ja", "0")));
    }
    return section(rules);
  }

  /** A whole number. */
  String pieces(String column, String other) {
    return number(column, other, chance.one("1", "1.0", "10", "1e2", "1e9"));
  }

  String money(String column, String other) {
    return number(column, other, chance.one("0.01", "0.1", "1.0", "10", "1e9", "1e-9"));
  }

  private String number(String column, String other, String scale) {
    List<String> rules = new ArrayList<>();
    if (chance.is(0.05)) {
      rules.add("constant = " + quoted(column, chance.one(NUMBERS)));
    } else if (chance.is(0.15)) {
      rules.add("product-of = [" + ref(column) + ", " + ref(other) + "]");
    } else {
      rules.add("from = " + ref(chance.is(0.8) ? column : other));
      rules.addAll(chance.is(0.2) ? spelling() : List.of());
      if (chance.is(0.2)) {
        rules.add("values " + mapping(column, NUMBERS));
      }
    }
    if (chance.is(0.3)) {
      rules.add("scale = " + scale);
    }
    rules.addAll(limits(column));
    return section(rules);
  }

  private List<String> limits(String column) {
    List<String> rules = new ArrayList<>();
    if (!areNegativesReturns && chance.is(0.3)) {
      rules.add("not-negative = true");
    }
    if (chance.is(0.2)) {
      rules.add("min = " + named(column, chance.one("-5", "-0.0001", "0", "1", "3.50")));
    }
    if (chance.is(0.2)) {
      rules.add("max = " + named(column, chance.one("12", "19.99", "99.9999", "9999999999999")));
    }
    return rules;
  }

  /** What does not count of how a text is spelled. */
  private List<String> spelling() {
    List<String> rules = new ArrayList<>();
    if (chance.is(0.4)) {
      rules.add("trim = true");
    }
    if (chance.is(0.25)) {
      rules.add("letter-case = " + chance.one("lower", "upper"));
    }
    return rules;
  }

  private String section(String rule) {
    return section(new ArrayList<>(List.of(rule)));
  }

  private String section(List<String> rules) {
    if (chance.is(0.15)) {
      rules.add("required = true");
    }
    return "{ " + String.join(", ", rules) + " }";
  }

  private String mapping(String column, List<String> meanings) {
    Map<String, String> listed = new LinkedHashMap<>();
    for (String word : chance.some(4, choices(column))) {
      listed.put(word, chance.one(meanings));
    }
    listed.remove(""); // no key of HOCON
    if (listed.isEmpty() || chance.is(0.9)) {
      listed.put("*", chance.is(0.6) ? "*" : chance.one(meanings));
    }
    return listed.entrySet().stream()
        .map(pair -> quoted(column, pair.getKey()) + " = " + quoted(column, pair.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /** Texts that a rule may name: what stands in the column, or for no value. */
  private List<String> choices(String column) {
    Kind kind = RandomLines.COLUMNS.get(column);
    return Chance.both(kind.usual, chance.one(missing, missing, kind.odd));
  }

  private String list(String column, List<String> texts) {
    texts.forEach(text -> named(column, text));
    return list(texts);
  }

  static String list(List<String> texts) {
    return texts.stream().map(RandomRules::quoted).toList().toString();
  }

  private String quoted(String column, String text) {
    return quoted(named(column, text));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Has cells hold it. */
  private String named(String column, String text) {
    words.computeIfAbsent(column, name -> new ArrayList<>()).add(text);
    return text;
  }
}
