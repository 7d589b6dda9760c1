package org.churnwise.ingest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.Returns;
import org.churnwise.ingest.csv.TextRecord;
import org.churnwise.warehouse.ResultRow;

/**
 * Tells purchases from returns in the records of one file. Where the contract says nothing of
 * returns, a negative amount is a bad value: a refund that counts as a purchase would make its
 * customer look active.
 *
 * @param returns what the contract says of them
 * @param places of the columns of its marks in a record, in their order
 * @param isGrouped whether the records are lines of sales, of which only the sum is judged
 */
record ReturnJudge(Returns returns, int[] places, FileFormat format, boolean isGrouped) {
  /** The rule that a negative amount breaks which is no return by the contract. */
  static final String UNSAID = "negative_without_returns";

  private static final int AMOUNT = LandingRows.place("total_amount");
  private static final int PIECES = LandingRows.place("num_items");
  private static final int IS_RETURN = LandingRows.place("is_return");

  static ReturnJudge of(FeedContract contract, List<String> header) {
    Returns returns = contract.returns();
    int[] places =
        returns.marks().stream().mapToInt(mark -> mark.filter().column().indexIn(header)).toArray();
    return new ReturnJudge(returns, places, contract.format(), contract.isGrouped());
  }

  /** The first mark of a return that a record bears. */
  Optional<Returns.Mark> mark(TextRecord record) {
    for (int i = 0; i < places.length; i++) {
      Returns.Mark mark = returns.marks().get(i);
      String value = record.values().get(places[i]);
      if (value == null ? mark.filter().drops(null) : mark.filter().drops(value, format)) {
        return Optional.of(mark);
      }
    }
    return Optional.empty();
  }

  /**
   * Gives the values of a good record of sales their signs, and says whether it is a return; of a
   * line of a sale, whether it takes money back.
   *
   * @param refunded of the record's own sale; null for none
   * @return why the record is bad, if it is
   */
  Optional<Problem> settle(Object[] values, Optional<Returns.Mark> mark, BigDecimal refunded) {
    BigDecimal amount = (BigDecimal) values[AMOUNT];
    Long pieces = (Long) values[PIECES];
    boolean isNegative = isNegative(amount) || isNegative(pieces);
    boolean takesBack = mark.isPresent() || returns.negative() && isNegative;
    boolean isVoid = mark.map(Returns.Mark::isVoid).orElse(false);
    if (refunded != null && refunded.signum() != 0) {
      takesBack = true;
      amount = amount == null ? refunded.abs().negate() : amount.subtract(refunded.abs());
    } else if (takesBack) {
      amount =
          amount == null
              ? null
              : isVoid ? BigDecimal.ZERO.setScale(amount.scale()) : amount.abs().negate();
      pieces = pieces == null ? null : isVoid ? Long.valueOf(0) : Long.valueOf(-Math.abs(pieces));
    }
    values[AMOUNT] = amount;
    values[PIECES] = pieces;
    values[IS_RETURN] = takesBack && (isGrouped || amount.signum() <= 0);
    return takesBack || isGrouped ? tooLarge(amount) : notSaid(amount, pieces);
  }

  /**
   * What a sale is, shows in the sum of its lines: one of them takes money back, and no money
   * remains.
   *
   * @param sale the sums, and whether a line takes money back
   */
  static Optional<Problem> settleSum(Object[] sale) {
    BigDecimal amount = (BigDecimal) sale[AMOUNT];
    Long pieces = (Long) sale[PIECES];
    if (!Boolean.TRUE.equals(sale[IS_RETURN])) {
      return notSaid(amount, pieces);
    }
    boolean isReturn = amount.signum() <= 0;
    sale[IS_RETURN] = isReturn;
    if (isReturn && pieces != null) {
      sale[PIECES] = Math.min(pieces, 0);
    }
    return Optional.empty();
  }

  private static Optional<Problem> tooLarge(BigDecimal amount) {
    return amount == null || CellReader.isMoney(amount)
        ? Optional.empty()
        : Optional.of(new Problem("out_of_range", "total_amount", amount.toPlainString()));
  }

  private static Optional<Problem> notSaid(BigDecimal amount, Long pieces) {
    if (isNegative(amount)) {
      return Optional.of(new Problem(UNSAID, "total_amount", amount.toPlainString()));
    }
    return isNegative(pieces)
        ? Optional.of(new Problem(UNSAID, "num_items", pieces.toString()))
        : Optional.empty();
  }

  /** Whether a bad row would be a return if the contract said so. */
  static boolean isUnsaid(ResultRow badRow) {
    return badRow.string("rule").equals(UNSAID);
  }

  private static boolean isNegative(Number number) {
    return number != null && number.doubleValue() < 0;
  }
}
