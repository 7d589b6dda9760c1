package org.churnwise.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a key allows. They are checked as text, which is how they arrive; that way no
 * locale affects how they are read.
 */
interface AllowedValue {
  /**
   * The canonical text of this value: {@code 0.20}, {@code 2e-1} and {@code .2} are all {@code
   * 0.2}.
   *
   * @throws Refused if the value is not allowed; its message completes the sentence "key = value
   *     ..."
   */
  String canonical(String text) throws Refused;

  /** What stands between the pairs of a value that a file may give as an object; else empty. */
  default Optional<String> separator() {
    return Optional.empty();
  }

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
    public Optional<String> separator() {
      return Optional.of(", ");
    }

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

  /** Words of a set, separated by commas, each at most once. */
  record Words(List<String> words) implements AllowedValue {
    @Override
    public String canonical(String text) throws Refused {
      List<String> chosen = of(text);
      for (String word : chosen) {
        if (!words.contains(word)) {
          throw new Refused("names '" + word + "', which is not one of " + all());
        }
      }
      return String.join(", ", chosen);
    }

    private String all() {
      return String.join(", ", words);
    }

    /** The words of a text; blank ones do not count. */
    static List<String> of(String text) {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .distinct()
          .toList();
    }
  }

  /** Names of letters, digits and _, separated by commas. Sorted; empty for none. */
  record Names() implements AllowedValue {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    @Override
    public String canonical(String text) throws Refused {
      for (String name : Words.of(text)) {
        if (!NAME.matcher(name).matches()) {
          throw new Refused("is not a list of names of letters, digits and _, separated by commas");
        }
      }
      return String.join(", ", of(text));
    }

    /** The names of a text, each once, in alphabetical order. */
    static List<String> of(String text) {
      return Words.of(text).stream().sorted().toList();
    }
  }

  /**
   * Kinds of alerts, {@code source} or {@code source/first word of subject}, with what they count
   * as. Sorted by kind; empty for none.
   */
  record AlertRules() implements AllowedValue {
    private static final Pattern PAIR =
        Pattern.compile("([a-z_-]+(?:/[A-Za-z0-9_-]+)?)\\s*=\\s*(off|WARNING|CRITICAL)");

    @Override
    public Optional<String> separator() {
      return Optional.of(", ");
    }

    @Override
    public String canonical(String text) throws Refused {
      Map<String, AlertRule> rules = new TreeMap<>();
      for (String part : Words.of(text)) {
        Matcher pair = PAIR.matcher(part);
        if (!pair.matches()) {
          throw new Refused("is not a list of drift=WARNING, ingest/duplicate_share=off or alike");
        }
        if (rules.put(pair.group(1), rule(pair.group(2))) != null) {
          throw new Refused("names " + pair.group(1) + " twice");
        }
      }
      return rules.entrySet().stream()
          .map(pair -> pair.getKey() + "=" + pair.getValue())
          .collect(Collectors.joining(", "));
    }

    /** The rules by kind of a canonical text. */
    static Map<String, AlertRule> of(String canonical) {
      Map<String, AlertRule> rules = new TreeMap<>();
      Matcher pair = PAIR.matcher(canonical);
      while (pair.find()) {
        rules.put(pair.group(1), rule(pair.group(2)));
      }
      return rules;
    }

    private static AlertRule rule(String word) {
      return AlertRule.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Owners with name, channel and, if needed, address: {@code sales-data=Dana Smith, email,
   * dana@shop.example; customer-data=CRM, webhook}. Sorted by owner; empty for none.
   */
  record AlertOwners() implements AllowedValue {
    private static final Pattern OWNER =
        Pattern.compile(
            "([A-Za-z0-9_-]+)\\s*=\\s*([^,;=]*[^,;=\\s])\\s*,\\s*(log|file|webhook|email)"
                + "(?:\\s*,\\s*([^,;\\s]+))?");

    @Override
    public Optional<String> separator() {
      return Optional.of("; ");
    }

    @Override
    public String canonical(String text) throws Refused {
      Map<String, AlertOwner> owners = new TreeMap<>();
      for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
        Matcher owner = OWNER.matcher(part.strip());
        if (!owner.matches()) {
          throw new Refused(
              "is not a list of OWNER=NAME, CHANNEL, ADDRESS, separated by ;, with log, file, webhook or email as channel");
        }
        if (owner.group(3).equals(AlertSettings.EMAIL) && owner.group(4) == null) {
          throw new Refused("gives no address for " + owner.group(1) + ", which email needs");
        }
        if (owners.put(owner.group(1), owner(owner)) != null) {
          throw new Refused("names " + owner.group(1) + " twice");
        }
      }
      return owners.entrySet().stream().map(AlertOwners::text).collect(Collectors.joining("; "));
    }

    private static String text(Map.Entry<String, AlertOwner> entry) {
      AlertOwner owner = entry.getValue();
      return entry.getKey()
          + "="
          + owner.name()
          + ", "
          + owner.channel()
          + owner.address().map(", "::concat).orElse("");
    }

    private static AlertOwner owner(Matcher found) {
      return new AlertOwner(found.group(2), found.group(3), Optional.ofNullable(found.group(4)));
    }

    /** The owners of a canonical text. */
    static Map<String, AlertOwner> of(String canonical) {
      Map<String, AlertOwner> owners = new TreeMap<>();
      Matcher found = OWNER.matcher(canonical);
      while (found.find()) {
        owners.put(found.group(1), owner(found));
      }
      return owners;
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
