package org.churnwise.ingest.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.table.Column;

/** The lines of a draft for the columns of a feed, and what is known of the others. */
final class ColumnLines {
  /** More values of a column may say something of persons. */
  private static final int MOST_VALUES_SHOWN = 8;

  private static final String EMAIL = ", trim = true, letter-case = lower";

  private ColumnLines() {}

  static List<String> of(Feed feed, FileSample sample, ColumnRoles roles) {
    List<String> lines = new ArrayList<>(List.of("columns {"));
    for (Column column : feed.table().columns()) {
      String target = column.name();
      if (roles.has(target)) {
        lines.add("  " + mapped(target, roles));
      } else if (!column.nullable()) {
        lines.add("  " + lacking(target, feed));
      }
    }
    List<SampleColumn> used =
        new ArrayList<>(roles.candidates().values().stream().map(all -> all.get(0)).toList());
    SampleColumn refunded = feed == Feed.SALES ? RecordLines.refunded(sample) : null;
    if (refunded != null && refunded.isNamed()) {
      lines.add(
          "  refunded_amount { from = %s }  # money that went back of a sale"
              .formatted(refunded.reference()));
      used.add(refunded);
    }
    lines.add("}");
    List<SampleColumn> others =
        sample.columns().stream().filter(column -> !used.contains(column)).toList();
    if (!others.isEmpty()) {
      lines.add("# not used:");
    }
    others.forEach(column -> lines.add("#   " + column.spoken() + shown(column)));
    return lines;
  }

  private static String mapped(String target, ColumnRoles roles) {
    SampleColumn column = roles.likeliest(target);
    if (!column.isNamed() && !column.name().isEmpty()) {
      return "%s { from = \"?\" }  # %s stands more than once; name one by its position"
          .formatted(target, column.spoken());
    }
    if (target.equals("total_amount") && isOfOnePiece(column) && roles.has("num_items")) {
      return "total_amount { product-of = [%s, %s] }"
          .formatted(roles.likeliest("num_items").reference(), column.reference());
    }
    boolean repeats = target.equals("total_amount") && repeatsInSales(roles);
    String others =
        roles.candidates().get(target).stream()
            .skip(1)
            .map(SampleColumn::spoken)
            .collect(Collectors.joining(", "));
    return "%s { from = %s%s }%s"
        .formatted(
            target,
            column.reference(),
            repeats ? ", repeats = true" : isEmail(target, column) ? EMAIL : "",
            comment(target, roles, others));
  }

  /** Letter case does not tell one address from another. */
  private static boolean isEmail(String target, SampleColumn column) {
    long addresses = column.present().stream().filter(value -> value.contains("@")).count();
    return target.equals("customer_id") && 2 * addresses > column.present().size();
  }

  private static boolean isOfOnePiece(SampleColumn column) {
    return column.isNamed(".*(unit|einzel|stück|stueck|each).*");
  }

  private static String comment(String target, ColumnRoles roles, String others) {
    String either = others.isEmpty() ? "" : "  # or " + others;
    if (!target.equals("total_amount")) {
      return either;
    }
    SampleColumn column = roles.likeliest(target);
    long whole = column.present().stream().filter(value -> value.matches("-?[0-9]+")).count();
    String cents = 2 * whole > column.present().size() ? "; if these are cents, scale = 0.01" : "";
    String price =
        column.isNamed(".*(price|preis).*") && roles.has("num_items")
            ? "; if this is the price of a piece, product-of = [%s, %s]"
                .formatted(roles.likeliest("num_items").reference(), column.reference())
            : "";
    String hint = cents + price;
    return either.isEmpty() && !hint.isEmpty() ? "  # " + hint.substring(2) : either + hint;
  }

  private static String lacking(String target, Feed feed) {
    return target.equals(feed.key()) && feed != Feed.CUSTOMERS
        ? target
            + " { generated = from-content }  # no column looks like it: equal rows of different"
            + " files are one"
        : target + " { from = \"?\" }  # no column looks like it: name one";
  }

  /** Whether sales of several lines have their amount on each. */
  private static boolean repeatsInSales(ColumnRoles roles) {
    if (!roles.has("transaction_id") || roles.likeliest("transaction_id").isUnique()) {
      return false;
    }
    List<String> keys = roles.likeliest("transaction_id").values();
    List<String> amounts = roles.likeliest("total_amount").values();
    Map<String, String> first = new HashMap<>();
    boolean differ = false;
    boolean several = false;
    for (int i = 0; i < keys.size(); i++) {
      String before = first.putIfAbsent(keys.get(i), amounts.get(i));
      several |= before != null;
      differ |= before != null && !Objects.equals(before, amounts.get(i));
    }
    return several && !differ;
  }

  private static String shown(SampleColumn column) {
    TreeSet<String> values = new TreeSet<>(column.present());
    if (values.isEmpty()) {
      return ": always empty";
    }
    boolean few = values.size() <= MOST_VALUES_SHOWN && values.size() < column.present().size();
    return few
        ? ": " + values.stream().map(ColumnLines::cut).collect(Collectors.joining(", "))
        : "";
  }

  private static String cut(String value) {
    String plain = value.replaceAll("\\p{Cntrl}", " ");
    return plain.length() > 30 ? plain.substring(0, 30) + "..." : plain;
  }
}
