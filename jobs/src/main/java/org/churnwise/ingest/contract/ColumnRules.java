package org.churnwise.ingest.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.table.Column;

/** Reads the columns of a feed's contract. */
final class ColumnRules {
  private static final String REFUNDED = "refunded_amount";
  private static final Set<String> SOURCES = Set.of("from", "constant", "product-of", "generated");
  private static final Set<String> KNOWN =
      Set.of(
          "from",
          "constant",
          "product-of",
          "generated",
          "days-may-repeat",
          "repeats",
          "required",
          "trim",
          "letter-case",
          "values",
          "whole-number",
          "true-words",
          "false-words",
          "scale",
          "not-negative",
          "min",
          "max",
          "unchanging");

  private ColumnRules() {}

  /** The rules in the order of the table's columns. */
  static List<ColumnRule> read(ContractSection feedSection, Feed feed) {
    ContractSection columns = columns(feedSection, feed);
    for (String needed : feed.demandedColumns()) {
      if (!columns.has(needed)) {
        throw columns.refused("the feed " + feed.label() + " needs the column '" + needed + "'");
      }
    }
    List<ColumnRule> rules = new ArrayList<>();
    for (String name : feed.columnNames()) {
      if (columns.has(name)) {
        rules.add(rule(columns.section(name, KNOWN), feed.table().column(name), feed));
      }
    }
    return rules;
  }

  /**
   * The rule for the money that went back of a sale, which no table holds; null where the contract
   * names no column for it.
   */
  static ColumnRule refunded(ContractSection feedSection) {
    ContractSection columns = columns(feedSection, Feed.SALES);
    String type = Feed.SALES.table().column("total_amount").type();
    return columns.has(REFUNDED)
        ? rule(columns.section(REFUNDED, KNOWN), new Column(REFUNDED, type, true, ""), Feed.SALES)
        : null;
  }

  private static ContractSection columns(ContractSection feedSection, Feed feed) {
    Set<String> known = new HashSet<>(feed.columnNames());
    if (feed == Feed.SALES) {
      known.add(REFUNDED);
    }
    return feedSection.section("columns", known);
  }

  private static ColumnRule rule(ContractSection section, Column column, Feed feed) {
    ColumnRule rule =
        new ColumnRule(
            column.name(),
            column.type(),
            source(section, column, feed),
            section.flag("required") || !column.nullable(),
            section.flag("repeats"),
            ValueRules.texts(section),
            ValueRules.numbers(section),
            ValueRules.truth(section));
    refuseContradictions(section, rule);
    if (section.flag("unchanging") && !feed.isAttribute(column.name())) {
      throw section.refused("only " + CustomerAttributes.NAMES + " of customers can be unchanging");
    }
    return rule;
  }

  private static ValueSource source(ContractSection section, Column column, Feed feed) {
    List<String> given = section.keys().stream().filter(SOURCES::contains).toList();
    if (given.size() != 1) {
      throw section.refused(
          "a column needs exactly one of from, constant, product-of, generated; found " + given);
    }
    return switch (given.get(0)) {
      case "from" -> from(section, column);
      case "constant" -> new ValueSource.Constant(section.text("constant"));
      case "product-of" -> product(section);
      default -> generated(section, column, feed);
    };
  }

  private static ValueSource from(ContractSection section, Column column) {
    if (!section.isList("from")) {
      return new ValueSource.From(section.column("from"));
    }
    List<ColumnRef> parts = section.columns("from");
    if (parts.size() < 2 || !column.type().equals("string")) {
      throw section.refused(
          "'from' must be one value, or several columns that are one text, as in [till, receipt]");
    }
    return new ValueSource.Joined(parts);
  }

  private static ValueSource product(ContractSection section) {
    List<ColumnRef> factors = section.columns("product-of");
    if (factors.size() != 2) {
      throw section.refused("'product-of' takes two columns, as in [Quantity, UnitPrice]");
    }
    return new ValueSource.ProductOf(factors.get(0), factors.get(1));
  }

  private static ValueSource generated(ContractSection section, Column column, Feed feed) {
    String how = section.text("generated");
    boolean fromContent = how.equals("from-content");
    if (!column.name().equals(feed.key()) || !fromContent && !how.equals("true")) {
      throw section.refused(
          "only %s can be generated, with generated = true or from-content".formatted(feed.key()));
    }
    if (feed == Feed.CUSTOMERS) {
      throw section.refused("customer_id cannot be generated");
    }
    return new ValueSource.Generated(fromContent, section.flag("days-may-repeat"));
  }

  private static void refuseContradictions(ContractSection section, ColumnRule rule) {
    boolean numeric = !rule.numbers().isDefault();
    if (!rule.isNumber() && (numeric || rule.source() instanceof ValueSource.ProductOf)) {
      throw section.refused(
          "product-of, scale, not-negative, min and max need a numeric column, not " + rule.type());
    }
    boolean allowedTexts = !rule.texts().allowed().isEmpty();
    if (!rule.isText() && (rule.texts().wholeNumber() || allowedTexts)) {
      throw section.refused(
          "whole-number and a list of values need a text column, not " + rule.type());
    }
    boolean words = section.has("true-words") || section.has("false-words");
    if (!rule.isTruth() && words) {
      throw section.refused("true-words and false-words need a boolean, not " + rule.type());
    }
    if (rule.repeats() && !rule.isNumber()) {
      throw section.refused("'repeats' is for total_amount and num_items, not " + rule.target());
    }
    if (section.has("days-may-repeat") && !section.has("generated")) {
      throw section.refused("'days-may-repeat' needs 'generated'");
    }
    refuseRulesWithoutText(section, rule);
  }

  /** A product and a generated key have no text of their own. */
  private static void refuseRulesWithoutText(ContractSection section, ColumnRule rule) {
    boolean hasText =
        rule.source() instanceof ValueSource.From
            || rule.source() instanceof ValueSource.Joined
            || rule.source() instanceof ValueSource.Constant;
    if (!hasText && (section.has("values") || section.has("letter-case") || section.has("trim"))) {
      throw section.refused("values, trim and letter-case need a column with 'from'");
    }
  }
}
