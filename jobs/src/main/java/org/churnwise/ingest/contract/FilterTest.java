package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a filter says of a value. */
public sealed interface FilterTest extends Serializable {
  /** Whether a value passes the test. */
  boolean holds(String value, boolean isMissing);

  /** A value that begins with a text. */
  record StartsWith(String text) implements FilterTest {
    @Override
    public boolean holds(String value, boolean isMissing) {
      return value.startsWith(text);
    }
  }

  /** A value that is one of some texts, or none of them. */
  record OneOf(Set<String> texts, boolean isOneOf) implements FilterTest {
    public OneOf {
      texts = Set.copyOf(texts);
    }

    @Override
    public boolean holds(String value, boolean isMissing) {
      return texts.contains(value) == isOneOf;
    }
  }

  /** A value that a regular expression matches as a whole. */
  record Matches(Pattern pattern) implements FilterTest {
    @Override
    public boolean holds(String value, boolean isMissing) {
      return pattern.matcher(value).matches();
    }
  }

  /** A value that is missing, or is not. */
  record Empty(boolean isEmpty) implements FilterTest {
    @Override
    public boolean holds(String value, boolean isMissing) {
      return isMissing == isEmpty;
    }
  }

  /** A number in a range whose ends may be open; a missing one is in none. */
  record InRange(NumberTexts numbers, Bound bound, BigDecimal number) implements FilterTest {
    /** On which side of the number, and whether the number itself counts. */
    public enum Bound {
      LESS_THAN,
      AT_MOST,
      MORE_THAN,
      AT_LEAST
    }

    @Override
    public boolean holds(String value, boolean isMissing) {
      Optional<BigDecimal> read = isMissing ? Optional.empty() : numbers.read(value);
      return read.map(this::isInRange).orElse(false);
    }

    /** The rule that a value breaks which is no number. */
    Optional<String> brokenRule(String value) {
      if (numbers.isAmbiguous(value)) {
        return Optional.of("ambiguous_number");
      }
      return numbers.read(value).isPresent() ? Optional.empty() : Optional.of("not_a_number");
    }

    private boolean isInRange(BigDecimal read) {
      int order = read.compareTo(number);
      return switch (bound) {
        case LESS_THAN -> order < 0;
        case AT_MOST -> order <= 0;
        case MORE_THAN -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }
  }
}
