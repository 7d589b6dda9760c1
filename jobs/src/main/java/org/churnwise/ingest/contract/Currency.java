package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * The currency of a feed's money. Sums of two would be wrong, so that all sales have one.
 *
 * @param column of the file that names it; null where none does
 * @param only the one that is allowed; null where the file decides
 */
public record Currency(ColumnRef column, String only) implements Serializable {
  /** Nothing is known of the currency. */
  static final Currency UNSAID = new Currency(null, null);

  /** How a currency is written: usd is USD. */
  public static String plain(String text) {
    return TextRule.stripped(text).toUpperCase(Locale.ROOT);
  }

  /** The one that the contract alone declares: no column names it. */
  public Optional<String> declared() {
    return column == null ? Optional.ofNullable(only) : Optional.empty();
  }

  /** The column that names it, if one does. */
  public Optional<ColumnRef> source() {
    return Optional.ofNullable(column);
  }
}
