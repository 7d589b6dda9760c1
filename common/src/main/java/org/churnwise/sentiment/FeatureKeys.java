package org.churnwise.sentiment;

/**
 * 64-bit keys of features: a word, a word in the scope of a negation, two words in a row. A key is
 * computed from the characters in place, so that scoring allocates no strings. Two of the 40,000
 * features of a model share a key with a probability of about 5e-11; {@link WeightTable} refuses
 * such a model.
 */
final class FeatureKeys {
  /** The key of any number. */
  static final long NUMBER = of("0");

  // FNV-1a, 64 bit (Fowler, Noll, Vo), over UTF-16 units.
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private static final long NEGATED = 0x9e3779b97f4a7c15L;

  private FeatureKeys() {}

  static long of(char[] text, int start, int end) {
    long hash = OFFSET_BASIS;
    for (int i = start; i < end; i++) {
      hash = (hash ^ text[i]) * PRIME;
    }
    return hash;
  }

  static long of(CharSequence word) {
    long hash = OFFSET_BASIS;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** The key of a word in the scope of a negation. */
  static long negated(long word) {
    return word ^ NEGATED;
  }

  /** The key of two words in a row. */
  static long pair(long first, long second) {
    return mixed(mixed(first) + second);
  }

  /** Mixes all bits: the finaliser of MurmurHash3 (Appleby). */
  static long mixed(long key) {
    long bits = key;
    bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
    return bits ^ bits >>> 33;
  }
}
