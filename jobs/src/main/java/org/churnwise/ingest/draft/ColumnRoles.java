package org.churnwise.ingest.draft;

import java.util.ArrayList;
import java.util.Comparator;
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
      "cust(omer)?|client|kunde|(cust(omer)?|client|user)[ _.-]?id";
  private static final String CUSTOMER_TOO =
      ".*(customer|client|kunde|member|card.?holder|user).*(id|no|nr|number|nummer|email|e-mail).*";
  private static final String BUYER = ".*(customer|client|kunde|e-?mail|member|buyer|user).*";
  private static final String SALE =
      "(order|invoice|receipt|transaction|sale|bestell|rechnungs?|beleg|bon|charge|commande|facture)";
  private static final String ORDER =
      "(.*[ _.-])?" + SALE + "[ _.-]?(id|no|nr|number|nummer)[.]?|id";
  private static final String ORDER_TOO = ".*" + SALE + ".*";
  private static final String NUMBER = "name|no|nr|number|nummer|reference";
  private static final String DAY = ".*(created|bestelldatum|order.?date|invoice.?date).*";
  private static final String DAY_TOO = ".*(date|datum|day|tag|time|zeit|paid at).*";
  private static final String AMOUNT =
      "total|.*(gesamt|order total|total price|total_price).*|amount|betrag|summe|montant( ttc)?";
  private static final String AMOUNT_TOO =
      "(?!.*(sub|refund|discount|rabatt|tax|steuer|shipping|versand)).*(total|amount|betrag|summe|price|preis|value|sum|gross|brutto|net|netto|montant).*|chf|eur|usd|gbp";
  private static final String PIECES =
      ".*(quantity|quantité|quantite|qty|pieces|menge|anzahl|items|number_of).*";
  private static final String PAYMENT =
      "(?!.*([ _.-]id|reference|status|date)).*(payment|zahlung|zahlart|gateway|card brand).*";
  private static final String TEXT = ".*(comment|text|message|review|kommentar|nachricht|body).*";

  static ColumnRoles of(FileSample sample, NumberTexts numbers) {
    List<SampleColumn> days =
        sample.columns().stream().filter(column -> !column.days().formats().isEmpty()).toList();
    Finder finder =
        new Finder(
            sample.columns(),
            days::contains,
            column -> column.isOfNumbers(numbers) && !days.contains(column));
    finder.add("customer_id", finder.isNoDay(), CUSTOMER, CUSTOMER_TOO, BUYER);
    if (sample.columns().stream().anyMatch(column -> column.isNamed(TEXT))) {
      return finder.feedback();
    }
    return sample.hasHeader() && finder.areCustomers() ? finder.customers() : finder.sales();
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
    private static final String REGISTERED = ".*(sign.?up|since|registered|seit|registriert).*";
    private static final String PERSON =
        "age|alter|.*(segment|gruppe|gender|sex|geschlecht|anrede|salutation|birth|geburt).*";

    private final List<SampleColumn> columns;
    private final Predicate<SampleColumn> day;
    private final Predicate<SampleColumn> number;
    private final Map<String, List<SampleColumn>> found = new LinkedHashMap<>();

    Finder(
        List<SampleColumn> columns, Predicate<SampleColumn> day, Predicate<SampleColumn> number) {
      this.columns = columns;
      this.day = day;
      this.number = number;
    }

    Predicate<SampleColumn> isNoDay() {
      return day.negate();
    }

    /** Whether each record is a customer: known by what sales do not tell, and each only once. */
    boolean areCustomers() {
      boolean sells =
          columns.stream()
              .filter(number)
              .anyMatch(column -> column.isNamed(AMOUNT) || column.isNamed(AMOUNT_TOO));
      boolean once = found.containsKey("customer_id") && found.get("customer_id").get(0).isUnique();
      boolean persons =
          columns.stream().anyMatch(column -> column.isNamed(REGISTERED + "|" + PERSON));
      return once && persons || !sells && persons && !found.isEmpty();
    }

    ColumnRoles feedback() {
      add("feedback_id", isNoDay(), ".*(feedback|comment|review|ticket).*(id|no|nr).*", ORDER);
      add("chat_date", day, DAY, DAY_TOO, ".*");
      add("comment", column -> true, TEXT);
      return new ColumnRoles("feedback", found);
    }

    ColumnRoles sales() {
      add("transaction_id", isNoDay(), ORDER, ORDER_TOO, NUMBER);
      // a number on the first line of an order only does not tell whose the others are
      found.computeIfPresent(
          "transaction_id",
          (target, all) ->
              all.stream().sorted(Comparator.comparing(SampleColumn::hasGaps)).toList());
      add("transaction_date", day, DAY, DAY_TOO, ".*");
      add("total_amount", number, AMOUNT, AMOUNT_TOO);
      add("num_items", number, PIECES);
      add("payment_method", number.or(day).negate(), PAYMENT);
      add(
          "currency",
          column -> column.present().stream().allMatch(v -> v.matches("[A-Za-z]{3}")),
          ".*(currency|währung|waehrung).*");
      return new ColumnRoles("sales", found);
    }

    ColumnRoles customers() {
      add("age", number, "age|alter");
      add("customer_segment", column -> true, ".*(segment|group|gruppe|tier).*");
      add("gender", column -> true, ".*(gender|sex|geschlecht|anrede|salutation).*");
      add("location", column -> true, ".*(city|location|region|country|ort|stadt|land).*");
      add("signup_date", day, REGISTERED, ".*created.*");
      return new ColumnRoles("customers", found);
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
