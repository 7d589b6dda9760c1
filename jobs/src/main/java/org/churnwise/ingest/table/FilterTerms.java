package org.churnwise.ingest.table;

import org.churnwise.ingest.contract.FilterTest;
import org.churnwise.ingest.contract.RecordFilter;
import org.churnwise.ingest.table.SourceFields.Field;
import org.churnwise.warehouse.SourceColumn.Kind;

/**
 * The filters of a contract as SQL: which records it leaves out, and which are returns.
 *
 * @param ofKnown whether a filter is asked of the empty text where a value is missing, as those of
 *     returns are; else of the word that stands for it
 */
record FilterTerms(SourceFields fields, ValueTerms values, boolean ofKnown) {
  /**
   * A test of a record.
   *
   * @param holds whether it matches
   * @param isSure whether the rules in Java certainly say the same
   */
  record Test(String holds, String isSure) {}

  Test of(RecordFilter filter) {
    Field field = fields.of(filter.column());
    String text =
        ofKnown
            ? "iff(%s, '', %s)".formatted(values.isMissing(field), field.text())
            : "coalesce(" + field.text() + ", '')";
    FilterTest test = filter.test();
    if (test instanceof FilterTest.OneOf oneOf) {
      if (field.kind() == Kind.DOUBLE) {
        throw fields.refused(
            "column %s is a %s, whose numbers have no one text; test it with at-most, at-least, less-than or more-than",
            field.name(), field.column().type());
      }
      String found = SqlText.isOneOf(text, oneOf.texts());
      return new Test(oneOf.isOneOf() ? found : "not (" + found + ")", "1 = 1");
    }
    if (test instanceof FilterTest.StartsWith start) {
      int length = start.text().codePointCount(0, start.text().length());
      return new Test(
          "left(%s, %d) = %s".formatted(text, length, SqlText.literal(start.text())), "1 = 1");
    }
    if (test instanceof FilterTest.Empty empty) {
      String missing = values.isMissing(field);
      return new Test(empty.isEmpty() ? missing : "not " + missing, "1 = 1");
    }
    return range((FilterTest.InRange) test, field);
  }

  private Test range(FilterTest.InRange range, Field field) {
    String sign =
        switch (range.bound()) {
          case LESS_THAN -> "<";
          case AT_MOST -> "<=";
          case MORE_THAN -> ">";
          case AT_LEAST -> ">=";
        };
    String missing = values.isMissing(field);
    String bound = range.number().toPlainString();
    if (field.isNumber()) {
      return new Test(
          "(not %s and %s %s %s)".formatted(missing, field.alias(), sign, bound), "1 = 1");
    }
    String plain = SqlText.trimmed(field.text());
    return new Test(
        "(not %s and try_cast(%s as decimal(26,8)) %s %s)".formatted(missing, plain, sign, bound),
        "(%s or regexp_like(%s, '^-?[0-9]{1,14}([.][0-9]{1,2}|[.][0-9]{4,8})?$'))"
            .formatted(missing, plain));
  }
}
