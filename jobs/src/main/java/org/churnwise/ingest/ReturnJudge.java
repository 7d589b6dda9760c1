package org.churnwise.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.Returns;

/**
 * Tells purchases from returns. Where the contract says nothing of returns, a negative amount is a
 * bad value: a refund that counts as a purchase would make its customer look active.
 *
 * @param returns what the contract says of them
 */
record ReturnJudge(Returns returns) {
  /** The rule that a negative number breaks which is no return by the contract. */
  static final String UNSAID = "negative_without_returns";

  private static final int AMOUNT = LandingRows.place("total_amount");
  private static final int PIECES = LandingRows.place("num_items");
  private static final int IS_RETURN = LandingRows.place("is_return");

  /** The first mark of a return that a record bears, by the values that the marks look at. */
  Optional<Returns.Mark> mark(List<String> values) {
    for (int i = 0; i < returns.marks().size(); i++) {
      if (returns.marks().get(i).filter().drops(values.get(i))) {
        return Optional.of(returns.marks().get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * Gives the values of a record their signs, and says whether it is a return.
   *
   * @param refunded of the record's own sale; null for none
   * @return why the record is bad
   */
  List<Problem> settle(Object[] values, Optional<Returns.Mark> mark, BigDecimal refunded) {
    boolean isRefunded = refunded != null && refunded.signum() != 0;
    boolean takesBack = isRefunded || sign(values, mark);
    return decide(values, takesBack, refunded);
  }

  /** Gives the values of a record or line their signs; returns whether it takes money back. */
  boolean sign(Object[] values, Optional<Returns.Mark> mark) {
    BigDecimal amount = (BigDecimal) values[AMOUNT];
    Long pieces = (Long) values[PIECES];
    boolean isNegative = isNegative(amount) || isNegative(pieces);
    boolean takesBack = mark.isPresent() || returns.negative() && isNegative;
    boolean isVoid = mark.map(Returns.Mark::isVoid).orElse(false);
    if (takesBack && amount != null) {
      values[AMOUNT] = isVoid ? amount.subtract(amount) : amount.abs().negate();
    }
    if (takesBack && pieces != null) {
      values[PIECES] = isVoid ? 0L : -Math.abs(pieces);
    }
    return takesBack;
  }

  /**
   * Says whether a sale is a return: some money went back, and none remains.
   *
   * @param takesBack whether money went back
   * @param refunded of the sale, apart from its amount; null for none
   * @return why the sale is bad
   */
  List<Problem> decide(Object[] sale, boolean takesBack, BigDecimal refunded) {
    BigDecimal paid = (BigDecimal) sale[AMOUNT];
    BigDecimal amount = refunded == null ? paid : paid.subtract(refunded.abs());
    sale[AMOUNT] = amount;
    boolean isReturn = takesBack && amount.signum() <= 0;
    sale[IS_RETURN] = isReturn;
    if (isReturn && sale[PIECES] instanceof Long pieces) {
      sale[PIECES] = Math.min(pieces, 0);
    }
    List<Problem> problems = new ArrayList<>();
    if (!takesBack && isNegative(amount)) {
      problems.add(new Problem(UNSAID, "total_amount", amount.toPlainString()));
    }
    if (!takesBack && isNegative((Long) sale[PIECES])) {
      problems.add(new Problem(UNSAID, "num_items", sale[PIECES].toString()));
    }
    if (!CellReader.isMoney(amount)) {
      problems.add(new Problem("out_of_range", "total_amount", amount.toPlainString()));
    }
    return problems;
  }

  /** Whether a row that breaks a rule would be a return if the contract said so. */
  static boolean isUnsaid(String rule) {
    return rule.equals(UNSAID);
  }

  private static boolean isNegative(Number number) {
    return number != null && number.doubleValue() < 0;
  }
}
