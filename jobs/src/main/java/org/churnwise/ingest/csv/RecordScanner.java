package org.churnwise.ingest.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the lines of one record into values by RFC 4180, section 2. A quote inside an unquoted
 * value is text.
 */
final class RecordScanner {
  private enum Place {
    START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final char delimiter;
  private final char quote;
  private final List<String> values = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private Place place = Place.START;
  private boolean malformed;

  RecordScanner(char delimiter, char quote) {
    this.delimiter = delimiter;
    this.quote = quote;
  }

  /** Adds a line; returns whether it ends the record. */
  boolean add(TextLine line) {
    String text = line.text();
    for (int i = 0; i < text.length(); i++) {
      take(text.charAt(i));
    }
    if (place == Place.QUOTED) {
      value.append(line.end());
      return false;
    }
    endValue();
    return true;
  }

  private void take(char c) {
    switch (place) {
      case QUOTED -> {
        if (c == quote) {
          place = Place.AFTER_QUOTE;
        } else {
          value.append(c);
        }
      }
      case AFTER_QUOTE -> afterQuote(c);
      default -> {
        if (c == delimiter) {
          endValue();
        } else if (c == quote && place == Place.START) {
          place = Place.QUOTED;
        } else {
          value.append(c);
          place = Place.PLAIN;
        }
      }
    }
  }

  private void afterQuote(char c) {
    if (c == quote) {
      value.append(quote);
      place = Place.QUOTED;
    } else if (c == delimiter) {
      endValue();
    } else {
      malformed = true;
      value.append(c);
      place = Place.PLAIN;
    }
  }

  private void endValue() {
    values.add(value.toString());
    value.setLength(0);
    place = Place.START;
  }

  List<String> values() {
    return values;
  }

  boolean isMalformed() {
    return malformed;
  }
}
