package org.churnwise.ingest.contract;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rules for the values of one column. */
final class ValueRules {
  private static final int WIDEST_SCALE = 9;

  private ValueRules() {}

  static TextRule texts(ContractSection column) {
    boolean maps = column.isSection("values");
    return new TextRule(
        column.flag("trim"),
        letterCase(column),
        maps ? column.textsByKey("values") : Map.of(),
        column.flag("whole-number"),
        maps ? Set.of() : new HashSet<>(column.texts("values", List.of())));
  }

  private static TextRule.LetterCase letterCase(ContractSection column) {
    if (!column.has("letter-case")) {
      return TextRule.LetterCase.AS_WRITTEN;
    }
    return switch (column.text("letter-case")) {
      case "upper" -> TextRule.LetterCase.UPPER;
      case "lower" -> TextRule.LetterCase.LOWER;
      default ->
          throw column.refused(
              "'letter-case' = '%s' must be upper or lower".formatted(column.text("letter-case")));
    };
  }

  static NumberRule numbers(ContractSection column) {
    BigDecimal min = column.number("min");
    BigDecimal max = column.number("max");
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw column.refused("min " + min + " is above max " + max);
    }
    return new NumberRule(scale(column), column.flag("not-negative"), min, max);
  }

  /** Only powers of ten: 2 for "two decimals" would double every amount. */
  private static BigDecimal scale(ContractSection column) {
    BigDecimal scale = column.has("scale") ? column.number("scale") : BigDecimal.ONE;
    BigDecimal digits = scale.stripTrailingZeros();
    boolean powerOfTen = digits.unscaledValue().equals(BigDecimal.ONE.unscaledValue());
    if (!powerOfTen || Math.abs(digits.scale()) > WIDEST_SCALE) {
      throw column.refused(
          "'scale' = %s must be a power of ten that numbers are multiplied by: 0.01 for cents"
              .formatted(column.text("scale")));
    }
    return scale;
  }

  static TruthWords truth(ContractSection column) {
    TruthWords words =
        new TruthWords(
            Set.copyOf(column.texts("true-words", List.of("true"))),
            Set.copyOf(column.texts("false-words", List.of("false"))));
    String both =
        words.trueWords().stream()
            .filter(words.falseWords()::contains)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!both.isEmpty()) {
      throw column.refused("'%s' means both true and false".formatted(both));
    }
    return words;
  }
}
