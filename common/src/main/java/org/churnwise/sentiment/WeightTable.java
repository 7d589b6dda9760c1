package org.churnwise.sentiment;

/** Weights by feature key: a hash table with open addressing, half full at most. */
final class WeightTable {
  private final long[] keys;
  private final float[] weights;
  private final boolean[] used;
  private final int mask;
  private int size;

  /** An empty table for a number of features. */
  WeightTable(int features) {
    int slots = Integer.highestOneBit(Math.max(8, features)) * 4;
    keys = new long[slots];
    weights = new float[slots];
    used = new boolean[slots];
    mask = slots - 1;
  }

  /**
   * Adds a feature.
   *
   * @throws IllegalArgumentException if the key exists already
   */
  void add(long key, float weight) {
    int slot = slot(key);
    if (used[slot]) {
      throw new IllegalArgumentException("two features have the key " + Long.toHexString(key));
    }
    keys[slot] = key;
    weights[slot] = weight;
    used[slot] = true;
    size++;
  }

  boolean contains(long key) {
    return used[slot(key)];
  }

  /** The feature's weight; 0 if it has none. */
  float weight(long key) {
    return weights[slot(key)];
  }

  int size() {
    return size;
  }

  /** Where the key is, or the free slot where it would be. */
  private int slot(long key) {
    int slot = (int) FeatureKeys.mixed(key) & mask;
    while (used[slot] && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
