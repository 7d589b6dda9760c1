package org.churnwise.ingest.contract;

import java.io.Serializable;

/**
 * How the numbers of a file are written.
 *
 * @param decimal the mark before the decimals
 * @param isDeclared whether the contract names it; if not, 1.234 may be either of two numbers
 * @param thousands the mark between groups of three digits, or {@link #NONE}
 * @param currencySign the sign that may stand before or behind a number; empty for none
 */
public record NumberMarks(char decimal, boolean isDeclared, char thousands, String currencySign)
    implements Serializable {
  /** Digits are not grouped. */
  public static final char NONE = '\0';

  /**
   * A number with a point, as one of this file: 1234.5 is 1234,5 where commas are the mark. It is
   * never ambiguous.
   */
  public String written(String number) {
    String clear = isDeclared || !number.matches("[+-]?[0-9]+\\.[0-9]{3}") ? number : number + "0";
    return clear.replace('.', decimal);
  }

  /** The marks of a number that carries its type, as in JSON. */
  public static final NumberMarks OF_TYPED_NUMBERS = new NumberMarks('.', true, NONE, "");
}
