package org.churnwise.ingest;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws that a seed repeats. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean is(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from 1 on. */
  int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T one(T... choices) {
    return one(List.of(choices));
  }

  /** One or several, none of them twice. */
  <T> List<T> some(int most, List<T> choices) {
    return some(most, () -> one(choices));
  }

  /** One or several draws, none of them twice. */
  <T> List<T> some(int most, Supplier<T> draw) {
    return Stream.generate(draw).limit(upTo(most)).distinct().toList();
  }

  /** Some texts, mostly with one that is usual. */
  List<String> with(double probability, String usual, List<String> some) {
    return is(probability) ? both(List.of(usual), some) : some;
  }

  /** The texts of both, none of them twice. */
  static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }
}
