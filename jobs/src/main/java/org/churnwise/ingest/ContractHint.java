package org.churnwise.ingest;

import java.util.Optional;

/** What a contract may lack where records break a rule. */
final class ContractHint {
  private ContractHint() {}

  /** What to say in the contract, if there is something to be said. */
  static Optional<String> of(String rule) {
    if (ReturnJudge.isUnsaid(rule)) {
      return Optional.of("if negative numbers are returns, say so: feeds.sales.returns = true");
    }
    if (rule.equals(CellReader.NOT_WHOLE_PARTS)) {
      return Optional.of(
          "'scale' says that numbers count whole parts, such as cents; remove 'scale' if they do not");
    }
    return rule.equals(CellReader.AMBIGUOUS)
        ? Optional.of(
            "say whether its point separates decimals or thousands: decimal-mark, thousands-mark")
        : Optional.empty();
  }
}
