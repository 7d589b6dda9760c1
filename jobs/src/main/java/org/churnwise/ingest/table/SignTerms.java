package org.churnwise.ingest.table;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.ingest.contract.Returns;

/**
 * Tells purchases from returns as SQL, as the rules in Java do.
 *
 * @param returns what the contract says of them
 */
record SignTerms(Returns returns) {
  /** Whether a sale is good by its signs: money that goes back is that of a return. */
  static final String ARE_GOOD =
      "coalesce(net_amount between -99999999999999 and 99999999999999 and (takes_back or (net_amount >= 0 and coalesce(net_pieces, 0) >= 0)), false)";

  /** Whether a sale is a return: some money went back, and none remains. */
  static final String IS_RETURN = "takes_back and net_amount <= 0";

  /** The pieces of a sale. */
  static final String PIECES =
      "iff(takes_back and net_amount <= 0 and net_pieces > 0, 0, net_pieces)";

  /**
   * Whether money goes back, and money and pieces with their signs.
   *
   * @param hasPieces whether the contract says how many pieces a sale has
   */
  String signed(boolean hasPieces) {
    String pieces = hasPieces ? "num_items" : "cast(null as bigint)";
    boolean refunds = returns.refunded() != null;
    if (!refunds && returns.marks().isEmpty() && !returns.negative()) {
      return "false as takes_back,\n    total_amount as net_amount,\n    %s as net_pieces"
          .formatted(pieces);
    }
    String isRefunded = refunds ? "coalesce(refunded_amount <> 0, false)" : "1 = 0";
    String takes = "(mark_number is not null or %s)".formatted(isNegative(pieces));
    String stays = isRefunded + " or not " + takes;
    String signed =
        "case when %s then total_amount when %s then 0 else -abs(total_amount) end"
            .formatted(stays, isVoid());
    return """
        (%1$s or %2$s) as takes_back,
            %3$s as net_amount,
            case when %4$s then %5$s when %6$s then iff(%5$s is null, null, 0) else -abs(%5$s) end as net_pieces"""
        .formatted(isRefunded, takes, refunds ? less(signed) : signed, stays, pieces, isVoid());
  }

  /** What remains, in a type that holds any difference; null where its column would not hold it. */
  private static String less(String amount) {
    String rest = "cast(%s as decimal(20,4)) - coalesce(abs(refunded_amount), 0)".formatted(amount);
    return "iff(%1$s between -99999999999999 and 99999999999999, %1$s, null)".formatted(rest);
  }

  private String isNegative(String pieces) {
    return returns.negative()
        ? "coalesce(total_amount < 0, false) or coalesce(%s < 0, false)".formatted(pieces)
        : "1 = 0";
  }

  private String isVoid() {
    List<String> voids = new ArrayList<>();
    for (int i = 0; i < returns.marks().size(); i++) {
      if (returns.marks().get(i).isVoid()) {
        voids.add("mark_number = " + (i + 1));
      }
    }
    return SqlText.any(voids);
  }
}
