package org.churnwise.ingest;

import org.apache.commons.lang3.StringUtils;
import org.churnwise.error.Printable;

/** Texts of bad rows, as a terminal may show them. */
final class QuarantineText {
  private static final int WIDEST = 100;

  private QuarantineText() {}

  /** One line, cut. */
  static String cut(String text) {
    return StringUtils.abbreviate(whole(text), WIDEST);
  }

  /** One line. */
  static String whole(String text) {
    return Printable.of(text).replace("\n", "\\n").replace("\r", "\\r").replace('\t', ' ');
  }
}
