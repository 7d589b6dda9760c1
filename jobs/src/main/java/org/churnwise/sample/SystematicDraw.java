package org.churnwise.sample;

import java.util.function.IntConsumer;

/**
 * Draws a yes or no for each of many, each yes with exactly its own probability, while the number
 * of all yes stays within one of what is expected: systematic sampling in random order (Madow, "On
 * the theory of systematic sampling II", Annals of Mathematical Statistics 20, 1949).
 */
final class SystematicDraw {
  private SystematicDraw() {}

  /** Returns the drawn positions. The random order makes neighbours independent. */
  static void draw(double[] probabilities, RandomStream random, IntConsumer drawn) {
    double passed = random.uniform();
    for (int place : shuffled(probabilities.length, random)) {
      passed += probabilities[place];
      if (passed >= 1) {
        passed -= 1;
        drawn.accept(place);
      }
    }
  }

  /** All places below a size in random order (Fisher and Yates). */
  private static int[] shuffled(int size, RandomStream random) {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.below(i + 1);
      places[i] = places[other];
      places[other] = i;
    }
    return places;
  }
}
