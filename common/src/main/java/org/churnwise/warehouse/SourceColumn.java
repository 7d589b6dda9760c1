package org.churnwise.warehouse;

import java.util.Locale;

/**
 * A column of a table or query that is not one of ours.
 *
 * @param name as its warehouse writes it
 * @param type in its warehouse's words, in capitals
 * @param scale decimals of an exact number
 */
public record SourceColumn(String name, String type, int scale) {
  public SourceColumn {
    type = type.toUpperCase(Locale.ROOT);
  }

  /** What a column holds, whatever the warehouse calls it. */
  public enum Kind {
    TEXT,
    WHOLE,
    DECIMAL,
    DOUBLE,
    TRUTH,
    DAY,
    /** A day and a time of day at no known place. */
    TIME,
    /** A moment, with its zone. */
    INSTANT,
    /** Lists, objects and what else is no single value. */
    OTHER
  }

  /** What it holds. */
  public Kind kind() {
    if (type.startsWith("TIMESTAMP") || type.startsWith("DATETIME")) {
      boolean zoned = type.contains("TIME ZONE") || type.matches("TIMESTAMP_?(TZ|LTZ).*");
      return zoned ? Kind.INSTANT : Kind.TIME;
    }
    if (type.endsWith("]") || type.matches("(STRUCT|MAP|LIST|UNION).*")) {
      return Kind.OTHER;
    }
    if (type.equals("DATE")) {
      return Kind.DAY;
    }
    if (type.matches("(VARCHAR|TEXT|STRING|CHAR|CHARACTER|UUID|ENUM).*")) {
      return Kind.TEXT;
    }
    if (type.matches("BOOL(EAN)?")) {
      return Kind.TRUTH;
    }
    if (type.matches("(FLOAT|DOUBLE|REAL).*")) {
      return Kind.DOUBLE;
    }
    if (type.matches("(U?(BIG|SMALL|TINY|HUGE)?INT|INTEGER|UINTEGER|BYTEINT|LONG|SHORT).*")) {
      return Kind.WHOLE;
    }
    if (type.matches("(DECIMAL|NUMBER|NUMERIC).*")) {
      return scale == 0 ? Kind.WHOLE : Kind.DECIMAL;
    }
    return Kind.OTHER;
  }
}
