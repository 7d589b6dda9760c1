package org.churnwise.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The lines of a file by chance. Most cells hold what is usual in their column. The others hold
 * what people and programs write too, or a text that the contract names for the column, as it
 * stands or with a blank beside it or in capitals. Some lines have a value too few or too many.
 */
final class RandomLines {
  static final int COUNT = 200;

  private static final List<String> BLANKS =
      List.of(" ", "  ", "\t", "\u00a0", "\u2003", "\u2007", "\u200b", "\u3000", "\ufeff");

  /** Of numbers, many at the bounds of types. */
  private static final List<String> WHOLES =
      List.of(
          "0",
          "5",
          "12",
          "250",
          "0005",
          "1234",
          "2147483648",
          "1" + "0".repeat(12),
          "1" + "0".repeat(13),
          "1" + "0".repeat(14),
          "9".repeat(12),
          "9".repeat(13),
          "9".repeat(14),
          "9".repeat(15),
          "9223372036854775807",
          "9223372036854775808");

  private static final List<String> DECIMALS =
      List.of(
          "", "", "", ".0", ".00", ".000", ".0000", ".00000", ".5", ".25", ".250", ".1234", ".9999",
          ".00004", ".00005", ".99994", ".99995");

  private static final List<String> ODD_FORMS =
      List.of(
          "+%s",
          "(%s)",
          "%s-",
          "\u2212%s",
          "0x%s",
          "%se2",
          "%se-7",
          "%s,000",
          "%s_0",
          "%s.",
          "1 %s",
          ".5",
          "-.5",
          "5\u0660",
          "\u0665",
          "NaN",
          "inf",
          "Infinity");

  /** What may stand for no value. */
  static final List<String> NOTHING = List.of("", "-", "NA", "null", "n/a", "none", "0", "false");

  /** What cells hold. */
  enum Kind {
    CLIENT(
        List.of("C1", "102", "103.0", "00042"),
        List.of("c1", "17.50", "-5.000", "4.9E+11", "\u00e4")),
    DAY(
        List.of("2025-03-01", "2025-03-09", "2025-03-30", "2025-03-31"),
        List.of(
            "2025-02-28",
            "2025-02-29",
            "2024-02-29",
            "2025-04-01",
            "2025-12-31",
            "2026-01-01",
            "0000-12-31",
            "0001-01-01",
            "9999-12-31",
            "10000-01-01",
            "-0001-01-01",
            "1582-09-24",
            "1582-09-25",
            "1582-10-14",
            "1582-10-15",
            "2025-3-2",
            "02.03.2025",
            "20250302",
            "2025-03-02T00:00:00",
            "2025-03-02 10:00:00",
            "2025-03-02 (BC)",
            "epoch",
            "infinity")),
    TRUTH(
        List.of("true", "false"),
        List.of("TRUE", "False", "t", "yes", "no", "ja", "nein", "1", "0", "tr ue")),
    PIECES(List.of("1", "2", "3", "12"), List.of("2.0", "2.00", "2.000", "2.5", "-1", "-3", "0")),
    PRICE(
        List.of("3.50", "7.25", "12", "19.99", "150"),
        List.of("0", "-0", "-0.00", "-7.25", "1.234", "0.123", "1e3", "1e-5", "5e0")),
    REFUND(List.of("", "", "0", "3.50"), List.of("7.25", "-7.25", "19.99", "0.00", "1.234")),
    WORD(
        List.of("card", "cash", "x", "a"),
        List.of(
            "Karte",
            "A",
            "\u00c4",
            "\u00df",
            "\u0130",
            "\u01c4",
            "\u00ff",
            "~",
            "\ud83d\ude00",
            "\ud83d\ude00 ok",
            "a|b",
            "b\\c",
            "b\\|c",
            "*",
            "it's",
            "say \"no\"",
            "5\" nails",
            "a,b",
            "c;d",
            "two words",
            "17850.0")),
    CURRENCY(List.of("EUR"), List.of("eur", "USD", "\u20ac")),
    STATE(List.of("sale", "sale", "paid", "refund"), List.of("void", "swap", "Sale"));

    final List<String> usual;
    final List<String> odd;

    Kind(List<String> usual, List<String> odd) {
      this.usual = usual;
      this.odd = odd;
    }

    boolean isNumber() {
      return this == PIECES || this == PRICE || this == REFUND;
    }
  }

  /** The columns of each file; the first one numbers its lines. */
  static final Map<String, Kind> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("id", Kind.CLIENT);
    COLUMNS.put("client", Kind.CLIENT);
    COLUMNS.put("day", Kind.DAY);
    COLUMNS.put("offer", Kind.TRUTH);
    COLUMNS.put("pieces", Kind.PIECES);
    COLUMNS.put("price", Kind.PRICE);
    COLUMNS.put("back", Kind.REFUND);
    COLUMNS.put("paid", Kind.WORD);
    COLUMNS.put("town", Kind.WORD);
    COLUMNS.put("note", Kind.WORD);
    COLUMNS.put("money", Kind.CURRENCY);
    COLUMNS.put("state", Kind.STATE);
    COLUMNS.put("since", Kind.DAY);
  }

  private final Chance chance;
  private final RandomContract contract;

  RandomLines(Chance chance, RandomContract contract) {
    this.chance = chance;
    this.contract = contract;
  }

  /** The bytes of a file. */
  byte[] bytes() {
    List<String> lines = new ArrayList<>();
    if (contract.hasHeader()) {
      lines.add(String.join(contract.delimiter(), COLUMNS.keySet()));
    }
    for (int row = 1; row <= COUNT; row++) {
      lines.add(line(row));
      if (chance.is(0.01)) {
        lines.add(chance.one("", "  "));
      }
    }
    String end = chance.one("\n", "\n", "\r\n");
    String mark = chance.is(0.1) ? "\ufeff" : "";
    String text = mark + String.join(end, lines) + chance.one(end, "");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String line(int row) {
    double oddShare = chance.one(0.05, 0.1, 0.2);
    List<String> cells = new ArrayList<>();
    COLUMNS.forEach(
        (name, kind) -> {
          String usual = name.equals("id") ? String.valueOf(1000 + row) : chance.one(kind.usual);
          cells.add(written(chance.is(oddShare) ? odd(name, usual) : usual));
        });
    if (chance.is(0.01)) {
      cells.remove(cells.size() - 1);
    } else if (chance.is(0.01)) {
      cells.add("more");
    }
    return String.join(contract.delimiter(), cells);
  }

  private String odd(String column, String usual) {
    Kind kind = COLUMNS.get(column);
    List<String> words = contract.words(column);
    return switch (chance.upTo(10)) {
      case 1, 2, 3 -> chance.one(words);
      case 4 -> chance.one(NOTHING);
      case 5 -> changed(usual);
      case 6 -> changed(chance.one(words));
      case 7, 8, 9 -> kind.isNumber() ? number() : chance.one(kind.odd);
      default -> chance.one(kind.odd);
    };
  }

  private String changed(String cell) {
    return switch (chance.upTo(4)) {
      case 1 -> cell.toUpperCase(Locale.ROOT);
      case 2 -> chance.one(BLANKS) + cell;
      case 3 -> cell + chance.one(BLANKS);
      default -> chance.one(BLANKS);
    };
  }

  private String number() {
    String digits = chance.one(WHOLES) + chance.one(DECIMALS);
    return chance.one("%s", "%s", "-%s", chance.one(ODD_FORMS)).formatted(digits);
  }

  /** As a cell stands in its line: in quotes if it must, and sometimes if it need not. */
  private String written(String cell) {
    String delimiter = contract.delimiter();
    if (!contract.hasQuotes()) {
      return cell.replace(delimiter, "");
    }
    boolean isQuoted =
        cell.contains(delimiter)
            || cell.startsWith("\"")
            || chance.is(cell.contains("\"") ? 0.5 : 0.03);
    return isQuoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
