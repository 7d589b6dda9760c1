package org.churnwise.ingest.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.churnwise.ingest.contract.NumberTexts;

/**
 * Which columns of a sample may fill the columns of a feed, by their names and values.
 *
 * @param feed that the file looks like
 * @param candidates by column of the feed, the likeliest first; never empty
 */
record ColumnRoles(String feed, Map<String, List<SampleColumn>> candidates) {
  private static final String CUSTOMER =
      ".*(customer|client|kunde|member|card.?holder|user).*(id|no|nr|number|nummer|email|e-mail).*";
  private static final String CUSTOMER_TOO =
      ".*(customer|client|kunde|e-?mail|member|buyer|user).*";
  private static final String ORDER =
      ".*(order|invoice|receipt|transaction|bestell|rechnung|beleg|bon|charge).*";
  private static final String ORDER_TOO = "id|name|no|nr|number|nummer|reference";
  private static final String DAY = ".*(created|bestelldatum|order.?date|invoice.?date).*";
  private static final String DAY_TOO = ".*(date|datum|day|tag|time|zeit|paid at).*";
  private static final String AMOUNT =
      "total|.*(gesamt|order total|total price|total_price).*|amount|betrag|summe";
  private static final String AMOUNT_TOO =
      "(?!.*(sub|refund|discount|rabatt|tax|steuer|shipping|versand)).*(total|amount|betrag|summe|price|preis|value|sum|gross|brutto|net|netto).*";
  private static final String PIECES = ".*(quantity|qty|pieces|menge|anzahl|items|number_of).*";
  private static final String PAYMENT = ".*(payment|zahlung|zahlart|gateway|card brand).*";
  private static final String TEXT = ".*(comment|text|message|review|kommentar|nachricht|body).*";

  static ColumnRoles of(FileSample sample, NumberTexts numbers) {
    Finder finder = new Finder(sample.columns());
    Predicate<SampleColumn> day = column -> !column.dateFormats().isEmpty();
    Predicate<SampleColumn> number =
        column -> column.isOfNumbers(numbers) && column.dateFormats().isEmpty();
    finder.add("customer_id", column -> !day.test(column), CUSTOMER, CUSTOMER_TOO);
    if (sample.columns().stream().anyMatch(column -> column.isNamed(TEXT))) {
      finder.add(
          "feedback_id",
          column -> !day.test(column),
          ".*(feedback|comment|review|ticket).*(id|no|nr).*",
          ORDER_TOO);
      finder.add("chat_date", day, DAY, DAY_TOO, ".*");
      finder.add("comment", column -> true, TEXT);
      return new ColumnRoles("feedback", finder.found);
    }
    boolean sells =
        finder.has(day)
            && finder.has(number)
            && finder.hasNamed(number, AMOUNT, AMOUNT_TOO, PIECES);
    if (sells || !sample.hasHeader()) {
      finder.add("transaction_id", column -> !day.test(column), ORDER, ORDER_TOO);
      finder.add("transaction_date", day, DAY, DAY_TOO, ".*");
      finder.add("total_amount", number, AMOUNT, AMOUNT_TOO);
      finder.add("num_items", number, PIECES);
      finder.add("payment_method", column -> !number.test(column) && !day.test(column), PAYMENT);
      finder.add(
          "currency",
          column -> column.present().stream().allMatch(v -> v.matches("[A-Za-z]{3}")),
          ".*(currency|währung|waehrung).*");
      return new ColumnRoles("sales", finder.found);
    }
    finder.add("age", number, "age|alter");
    finder.add("customer_segment", column -> true, ".*(segment|group|gruppe|tier).*");
    finder.add("gender", column -> true, ".*(gender|sex|geschlecht|anrede|salutation).*");
    finder.add("location", column -> true, ".*(city|location|region|country|ort|stadt|land).*");
    finder.add(
        "signup_date", day, ".*(sign.?up|since|registered|created|seit|registriert).*", ".*");
    return new ColumnRoles("customers", finder.found);
  }

  /** The likeliest column; it must have one. */
  SampleColumn likeliest(String target) {
    return candidates.get(target).get(0);
  }

  boolean has(String target) {
    return candidates.containsKey(target);
  }

  /** Collects candidates. */
  private static final class Finder {
    private final List<SampleColumn> columns;
    private final Map<String, List<SampleColumn>> found = new LinkedHashMap<>();

    Finder(List<SampleColumn> columns) {
      this.columns = columns;
    }

    boolean has(Predicate<SampleColumn> fits) {
      return columns.stream().anyMatch(fits);
    }

    boolean hasNamed(Predicate<SampleColumn> fits, String... names) {
      return columns.stream().filter(fits).anyMatch(column -> isNamed(column, names));
    }

    private static boolean isNamed(SampleColumn column, String... names) {
      for (String name : names) {
        if (column.isNamed(name)) {
          return true;
        }
      }
      return false;
    }

    /** Those that fit and have one of the names; an earlier name is likelier. */
    void add(String target, Predicate<SampleColumn> fits, String... names) {
      List<SampleColumn> candidates = new ArrayList<>();
      for (String name : names) {
        columns.stream()
            .filter(column -> column.isNamed(name) && !candidates.contains(column))
            .filter(fits)
            .forEach(candidates::add);
      }
      if (!candidates.isEmpty()) {
        found.put(target, candidates);
      }
    }
  }
}
