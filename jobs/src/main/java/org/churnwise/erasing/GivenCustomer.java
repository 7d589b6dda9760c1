package org.churnwise.erasing;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.TextRule;
import org.churnwise.run.ForgottenCustomers;

/**
 * A customer to forget.
 *
 * @param place where the id was given; messages name the place, for they are kept and the id is not
 * @param contracted the id as loads write it, by the contract
 * @param written the id as it was given
 */
record GivenCustomer(String place, Set<String> contracted, String written) {
  private static final int LONGEST = 1_000;

  /**
   * An id as the feeds of a contract write it: trimmed, and in one case if the contract says so.
   *
   * @throws ChurnException (usage) for a blank text
   */
  static GivenCustomer of(String place, String text, Contract contract) {
    String written = text.strip();
    if (written.isEmpty()) {
      throw ChurnException.usage("%s: not a customer id: it is blank".formatted(place));
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

  /**
   * Refuses an id that no table holds, if it looks like a slip rather than an id of later loads.
   *
   * @throws ChurnException (usage) for it
   */
  void requirePlain() {
    if (!ForgottenCustomers.isSearchable(written)
        || written.length() > LONGEST
        || written.chars().anyMatch(Character::isISOControl)) {
      throw ChurnException.usage(
          "%s: no table holds it, and it is not remembered as a customer id: that needs a letter or a digit, no control character, and at most %d characters; nothing was erased. Correct the id, or leave it out"
              .formatted(place, LONGEST));
    }
  }

  /** An id shows in no message. */
  @Override
  public String toString() {
    return place;
  }
}
