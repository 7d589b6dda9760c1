package org.churnwise.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a key allows. They are checked as text, which is how they arrive; that way no
 * locale affects how they are read.
 */
sealed interface AllowedValue {
  /**
   * The canonical text of this value: {@code 0.20}, {@code 2e-1} and {@code .2} are all {@code
   * 0.2}.
   *
   * @throws Refused if the value is not allowed; its message completes the sentence "key = value
   *     ..."
   */
  String canonical(String text) throws Refused;

  /** Why a value is not allowed, as the end of a sentence. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** A whole number from low to high, both allowed. */
  record WholeNumber(long low, long high) implements AllowedValue {
    private static final Pattern SYNTAX = Pattern.compile("[+-]?[0-9]{1,30}");

    @Override
    public String canonical(String text) throws Refused {
      if (!SYNTAX.matcher(text).matches()) {
        throw new Refused("is not a whole number");
      }
      BigDecimal number = new BigDecimal(text);
      if (number.compareTo(BigDecimal.valueOf(low)) < 0
          || number.compareTo(BigDecimal.valueOf(high)) > 0) {
        throw new Refused("is outside [" + low + ", " + high + "]");
      }
      return number.toBigInteger().toString();
    }
  }

  /**
   * A number in a range written as mathematicians do: {@code [0, 1]}, {@code (0, 1]}, {@code [0,
   * infinity)}.
   */
  record DecimalNumber(String range) implements AllowedValue {
    private static final Pattern SYNTAX =
        Pattern.compile("[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?");
    private static final String UNBOUNDED = "infinity";

    @Override
    public String canonical(String text) throws Refused {
      if (!SYNTAX.matcher(text).matches()) {
        throw new Refused("is not a number");
      }
      BigDecimal number = new BigDecimal(text);
      if (!inside(number)) {
        throw new Refused("is outside " + range);
      }
      return number.stripTrailingZeros().toPlainString();
    }

    private boolean inside(BigDecimal number) {
      int comma = range.indexOf(',');
      int fromLow = number.compareTo(new BigDecimal(range.substring(1, comma)));
      if (range.startsWith("[") ? fromLow < 0 : fromLow <= 0) {
        return false;
      }
      String high = range.substring(comma + 1, range.length() - 1).strip();
      if (high.equals(UNBOUNDED)) {
        return true;
      }
      int fromHigh = number.compareTo(new BigDecimal(high));
      return range.endsWith("]") ? fromHigh <= 0 : fromHigh < 0;
    }
  }

  /** One of a few words. */
  record OneOf(List<String> words) implements AllowedValue {
    @Override
    public String canonical(String text) throws Refused {
      if (!words.contains(text)) {
        throw new Refused("is not one of " + String.join(", ", words));
      }
      return text;
    }
  }

  /** One of a few words, or another kind of value. */
  record OneOfOr(List<String> words, AllowedValue other) implements AllowedValue {
    @Override
    public String canonical(String text) throws Refused {
      if (words.contains(text)) {
        return text;
      }
      try {
        return other.canonical(text);
      } catch (Refused e) {
        throw new Refused("is not one of " + String.join(", ", words) + " and " + e.getMessage());
      }
    }
  }

  /** Text of one form; the description completes "is not ...". */
  record Form(Pattern pattern, String description) implements AllowedValue {
    @Override
    public String canonical(String text) throws Refused {
      if (!pattern.matcher(text).matches()) {
        throw new Refused("is not " + description);
      }
      return text;
    }
  }

  /**
   * Names with a direction each, {@code age=-1, tenure_days=1}: 1 for rising, -1 for falling, 0 for
   * either. Sorted by name; empty for none.
   */
  record Directions() implements AllowedValue {
    private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9_]+)\\s*=\\s*(-1|0|1)");

    @Override
    public String canonical(String text) throws Refused {
      Map<String, Integer> directions = new TreeMap<>();
      for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
        Matcher pair = PAIR.matcher(part.strip());
        if (!pair.matches()) {
          throw new Refused("is not a list of feature=1, feature=-1 or feature=0");
        }
        if (directions.put(pair.group(1), Integer.valueOf(pair.group(2))) != null) {
          throw new Refused("names " + pair.group(1) + " twice");
        }
      }
      return text(directions);
    }

    /** The canonical text of directions by name. */
    static String text(Map<String, Integer> directions) {
      return new TreeMap<>(directions)
          .entrySet().stream()
              .map(pair -> pair.getKey() + "=" + pair.getValue())
              .collect(Collectors.joining(", "));
    }

    /** The directions by name of a canonical text. */
    static Map<String, Integer> of(String canonical) {
      Map<String, Integer> directions = new TreeMap<>();
      Matcher pair = PAIR.matcher(canonical);
      while (pair.find()) {
        directions.put(pair.group(1), Integer.valueOf(pair.group(2)));
      }
      return directions;
    }
  }

  /** A path of a local file or folder. */
  record LocalPath() implements AllowedValue {
    @Override
    public String canonical(String text) throws Refused {
      if (text.isBlank()) {
        throw new Refused("is not a path: it is empty");
      }
      try {
        return Path.of(text).toString();
      } catch (InvalidPathException e) {
        throw new Refused("is not a path: " + e.getReason());
      }
    }
  }
}
