package org.churnwise.erasing;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.TextRule;

/**
 * A customer to forget.
 *
 * @param place where the id was given; messages name the place, for they are kept and the id is not
 * @param contracted the id as loads write it, by the contract
 * @param written the id as it was given
 */
record GivenCustomer(String place, Set<String> contracted, String written) {
  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
  private static final int LONGEST = 1_000;

  /**
   * An id as the feeds of a contract write it: trimmed, and in one case if the contract says so.
   *
   * @throws ChurnException (usage) for a text that can be no id
   */
  static GivenCustomer of(String place, String text, Contract contract) {
    String written = text.strip();
    if (!LETTER_OR_DIGIT.matcher(written).find()
        || written.length() > LONGEST
        || written.chars().anyMatch(Character::isISOControl)) {
      throw ChurnException.usage(
          "%s: not a customer id: it needs a letter or a digit, no control character, and at most %d characters"
              .formatted(place, LONGEST));
    }
    Set<String> contracted = new LinkedHashSet<>();
    for (var feed : contract.feeds()) {
      TextRule rule = feed.column("customer_id").texts();
      String plain = rule.plain(written);
      Optional<String> meaning = rule.meaning(plain);
      contracted.add(meaning.orElse(plain));
    }
    return new GivenCustomer(place, contracted, written);
  }

  /** Every way in which tables may hold the id. */
  Set<String> spellings() {
    Set<String> all = new LinkedHashSet<>(contracted);
    all.add(written);
    return all;
  }

  /** An id shows in no message. */
  @Override
  public String toString() {
    return place;
  }
}
