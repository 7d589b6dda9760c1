package org.churnwise.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What retaining a customer is worth, and who may be contacted for it.
 *
 * @param saveRate share of the contacted churners who stay because of it, in [0, 1]
 * @param marginShare share of revenue that is margin, in [0, 1]
 * @param horizonMonths months of margin that a retained customer brings
 * @param contactCostUsd what contacting one customer costs
 * @param budgetUsd budget for the contacts of one snapshot; 0 = no limit
 * @param holdoutShare share of the customers worth a contact who are not contacted, in [0, 1)
 * @param seed of the draw of who is held out
 */
public record ValueSettings(
    double saveRate,
    double marginShare,
    double horizonMonths,
    double contactCostUsd,
    double budgetUsd,
    double holdoutShare,
    long seed) {
  /** Means "no limit": more customers than exist. */
  public static final long NO_LIMIT = 1_000_000_000_000L;

  public ValueSettings {
    SettingKey.VALUE_SAVE_RATE.require(saveRate);
    SettingKey.VALUE_MARGIN_SHARE.require(marginShare);
    SettingKey.VALUE_HORIZON_MONTHS.require(horizonMonths);
    SettingKey.VALUE_CONTACT_COST.require(contactCostUsd);
    SettingKey.VALUE_BUDGET.require(budgetUsd);
    SettingKey.VALUE_HOLDOUT_SHARE.require(holdoutShare);
    SettingKey.VALUE_SEED.require(seed);
  }

  /**
   * The number of contacts that the budget pays for; {@link #NO_LIMIT} if it pays for any number.
   */
  public long mostContacts() {
    return isUnlimited()
        ? NO_LIMIT
        : floorOfRatio(BigDecimal.valueOf(budgetUsd), BigDecimal.valueOf(contactCostUsd));
  }

  /**
   * The customers among whom the hold-out is drawn: as many as leave {@link #mostContacts} once
   * {@link #holdoutShare} of them is held out.
   */
  public long mostCandidates() {
    BigDecimal contacted = BigDecimal.ONE.subtract(BigDecimal.valueOf(holdoutShare));
    return isUnlimited() ? NO_LIMIT : floorOfRatio(BigDecimal.valueOf(mostContacts()), contacted);
  }

  /**
   * Why the contact lists of all models hold the same customers, all or none, and so have equal
   * profit; empty if they can differ.
   */
  public Optional<String> sameListForAll() {
    if (contactCostUsd == 0) {
      return Optional.of(
          SettingKey.VALUE_CONTACT_COST.key() + " = 0 puts every customer on each list");
    }
    if (saveRate == 0) {
      return Optional.of(SettingKey.VALUE_SAVE_RATE.key() + " = 0 leaves every list empty");
    }
    if (marginShare == 0) {
      return Optional.of(SettingKey.VALUE_MARGIN_SHARE.key() + " = 0 leaves every list empty");
    }
    return mostContacts() == 0
        ? Optional.of(
            "%s = %s does not pay for a single contact at %s"
                .formatted(SettingKey.VALUE_BUDGET.key(), budgetUsd, contactCostUsd))
        : Optional.empty();
  }

  private boolean isUnlimited() {
    return budgetUsd == 0 || contactCostUsd == 0;
  }

  /** In decimals: 0.3 / 0.1 is 3, where doubles give 2.9999999999999996. */
  private static long floorOfRatio(BigDecimal amount, BigDecimal part) {
    return amount
        .divide(part, 0, RoundingMode.FLOOR)
        .min(BigDecimal.valueOf(NO_LIMIT))
        .longValueExact();
  }
}
