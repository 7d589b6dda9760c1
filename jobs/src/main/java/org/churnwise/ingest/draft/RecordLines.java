package org.churnwise.ingest.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines of a draft that say which records are sales, and which are returns. */
final class RecordLines {
  private static final String STATUS = ".*(status|state|zustand).*";
  private static final String DELIVERY = ".*(ful.?fil|shipping|shipment|deliver|versand|liefer).*";
  private static final String KIND = ".*(type|kind|event|vorgang|belegart).*";
  private static final Pattern NO_SALE =
      Pattern.compile(
          "(?i)(wc-)?(pending( payment)?|unpaid|authori[sz]ed|void(ed)?|cancell?ed|failed|on[ -]hold|expired|draft|checkout-draft|declined|denied|rejected|incomplete|trash|payment review|storniert|offen|unbezahlt|abgebrochen|fehlgeschlagen|abgelehnt)");
  private static final Pattern GIVEN_BACK =
      Pattern.compile("(?i)(wc-)?(refunded|charged.?back|erstattet|returned|retourniert)");
  private static final Pattern RETURN =
      Pattern.compile(
          "(?i).*(refund|return|credit note|chargeback|gutschrift|retoure|storno|erstattung).*");

  private final FileSample sample;
  private final ColumnRoles roles;

  private RecordLines(FileSample sample, ColumnRoles roles) {
    this.sample = sample;
    this.roles = roles;
  }

  static List<String> of(FileSample sample, ColumnRoles roles) {
    RecordLines records = new RecordLines(sample, roles);
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
    lines.addAll(records.drop());
    lines.addAll(records.returns());
    return lines;
  }

  /** The column of money that went back; null for none. */
  static SampleColumn refunded(FileSample sample) {
    return sample.columns().stream()
        .filter(column -> column.isNamed(".*(refund|erstatt).*"))
        .filter(column -> column.days().formats().isEmpty())
        .filter(column -> column.present().stream().anyMatch(value -> value.matches(".*[0-9].*")))
        .findFirst()
        .orElse(null);
  }

  private List<String> drop() {
    List<String> filters = new ArrayList<>();
    for (SampleColumn column : sample.columns()) {
      List<String> words = words(column, NO_SALE);
      if (column.isNamed(STATUS) && !column.isNamed(DELIVERY) && !words.isEmpty()) {
        filters.add(oneOf(column, words));
      } else if (column.isNamed(".*(cancell?ed|storniert).*(at|on|date|am)")) {
        filters.add("{ column = %s, empty = false }".formatted(column.reference()));
      }
    }
    if (roles.has("customer_id") && roles.likeliest("customer_id").hasGaps()) {
      filters.add(
          "{ column = %s, empty = true }".formatted(roles.likeliest("customer_id").reference()));
    }
    List<String> lines = new ArrayList<>();
    if (filters.isEmpty()) {
      lines.add("# what is no purchase, such as unpaid and cancelled orders:");
      lines.add("# drop = [ { column = %s, not-one-of = [paid] } ]".formatted(status()));
      return lines;
    }
    lines.add("# what is no purchase, or names no customer; add other words if there are more:");
    lines.add("drop = [");
    filters.forEach(filter -> lines.add("  " + filter));
    lines.add("]");
    return lines;
  }

  private static List<String> words(SampleColumn column, Pattern pattern) {
    return List.copyOf(
        column.present().stream()
            .filter(value -> pattern.matcher(value).matches())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String oneOf(SampleColumn column, List<String> words) {
    return "{ column = %s, one-of = %s }"
        .formatted(
            column.reference(),
            words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "[", "]")));
  }

  private List<String> returns() {
    boolean negative =
        List.of("total_amount", "num_items").stream()
            .filter(roles::has)
            .flatMap(target -> roles.likeliest(target).present().stream())
            .anyMatch(value -> value.matches("[(\u2212-].*[0-9].*|.*[0-9]-"));
    if (negative) {
      return List.of(
          "# some amounts or numbers of pieces are negative; if they are no returns, leave them out with drop:",
          "returns = true");
    }
    List<String> marks = new ArrayList<>();
    for (SampleColumn column : sample.columns()) {
      List<String> backs = words(column, GIVEN_BACK);
      List<String> kinds = words(column, RETURN);
      if (column.isNamed(STATUS) && !backs.isEmpty() && refunded(sample) == null) {
        marks.add(oneOf(column, backs).replace(" }", ", void = true }"));
      } else if (column.isNamed(KIND) && !kinds.isEmpty()) {
        marks.add(oneOf(column, kinds));
      }
    }
    if (marks.isEmpty()) {
      return List.of();
    }
    List<String> lines =
        new ArrayList<>(List.of("# records whose money went back:", "returns = ["));
    marks.forEach(mark -> lines.add("  " + mark));
    lines.add("]");
    return lines;
  }

  private String status() {
    return sample.columns().stream()
        .filter(column -> column.isNamed(STATUS))
        .findFirst()
        .map(SampleColumn::reference)
        .orElse("status");
  }
}
