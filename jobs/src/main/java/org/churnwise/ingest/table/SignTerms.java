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
    if (returns.refunded() == null && returns.marks().isEmpty() && !returns.negative()) {
      return "false as takes_back,\n    total_amount as net_amount,\n    %s as net_pieces"
          .formatted(pieces);
    }
    String refunded =
        returns.refunded() == null ? "cast(null as decimal(18,4))" : "refunded_amount";
    String isRefunded = "coalesce(%s <> 0, false)".formatted(refunded);
    String takes = "(mark_number is not null or %s)".formatted(isNegative(pieces));
    return """
        (%1$s or %2$s) as takes_back,
            case when %1$s or not %2$s then total_amount when %3$s then 0 else -abs(total_amount) end
              - coalesce(abs(%4$s), 0) as net_amount,
            case when %1$s or not %2$s then %5$s when %3$s then 0 else -abs(%5$s) end as net_pieces"""
        .formatted(isRefunded, takes, isVoid(), refunded, pieces);
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
