package org.churnwise.sentiment.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a feature stands in the vector of a text, and how large it is there. In front are the
 * features met in enough training texts, each times the absolute log ratio of its frequency in
 * positive and negative texts, so that a feature which tells the classes apart costs little to use
 * (NB-SVM: Wang and Manning 2012, "Baselines and Bigrams"). Then the sums of good and bad valences
 * in both word lists, which carry over to words never met. At the end one indicator per source, so
 * that a source's share of positives does not colour its words.
 *
 * <p>Everything up to the indicators is a sum over features, so a fitted vector folds into one
 * weight per feature.
 */
final class FeatureSpace {
  private static final double SMOOTHING = 0.3;
  private static final double INDICATOR = 0.5;
  private static final double LEAST_WEIGHT = 0.03;

  /** VADER's own measure of what negation does; the second list's, in its author's library. */
  private static final double NEGATED_VADER = -0.74;

  private static final double NEGATED_PATTERN = -0.5;

  private final WordLists lists;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Double> scales = new ArrayList<>();
  private final List<String> sources;

  FeatureSpace(WordLists lists, List<Example> examples, int fewestTexts) {
    this.lists = lists;
    this.sources = examples.stream().map(Example::source).distinct().toList();
    TreeMap<String, Tally> tallies = new TreeMap<>();
    for (Example example : examples) {
      for (String name : example.features().keySet()) {
        tallies.computeIfAbsent(name, n -> new Tally()).add(example);
      }
    }
    tallies.forEach(
        (name, tally) -> {
          if (tally.texts >= fewestTexts) {
            positions.put(name, names.size());
            names.add(name);
            scales.add(
                Math.abs(Math.log((tally.positive + SMOOTHING) / (tally.negative + SMOOTHING))));
          }
        });
  }

  /** The text as LIBLINEAR wants it: positions from 1, ascending. */
  Feature[] vector(Example example) {
    SortedMap<Integer, Double> values = new TreeMap<>();
    example
        .features()
        .forEach(
            (name, value) -> {
              Integer position = positions.get(name);
              if (position != null) {
                values.merge(position, value * scales.get(position), Double::sum);
              }
              double[] valences = valences(name);
              for (int i = 0; i < valences.length; i++) {
                values.merge(names.size() + i, value * valences[i], Double::sum);
              }
            });
    int source = sources.indexOf(example.source());
    if (source >= 0) {
      values.put(names.size() + valences("").length + source, INDICATOR);
    }
    values.values().removeIf(value -> value == 0);
    return values.entrySet().stream()
        .map(entry -> (Feature) new FeatureNode(entry.getKey() + 1, entry.getValue()))
        .toArray(Feature[]::new);
  }

  /** How many positions there are. */
  int dimensions() {
    return names.size() + valences("").length + sources.size();
  }

  /** One weight per feature; words keep a weight of 0, others too light to matter go. */
  SortedMap<String, Double> folded(double[] coefficients) {
    SortedMap<String, Double> weights = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      weights.put(names.get(i), coefficients[i] * scales.get(i));
    }
    for (String word : lists.words()) {
      weights.putIfAbsent(word, 0.0);
      weights.putIfAbsent(NamedFeatures.NEGATED + word, 0.0);
    }
    weights.replaceAll(
        (name, weight) -> {
          double[] valences = valences(name);
          double sum = weight;
          for (int i = 0; i < valences.length; i++) {
            sum += coefficients[names.size() + i] * valences[i];
          }
          return sum;
        });
    weights
        .entrySet()
        .removeIf(entry -> !isWord(entry.getKey()) && Math.abs(entry.getValue()) < LEAST_WEIGHT);
    return weights;
  }

  private static boolean isWord(String name) {
    return !name.startsWith(NamedFeatures.NEGATED) && name.indexOf(' ') < 0;
  }

  /** VADER good, VADER bad, Pattern good, Pattern bad; the bad ones as positive numbers. */
  private double[] valences(String name) {
    boolean negated = name.startsWith(NamedFeatures.NEGATED);
    String word = negated ? name.substring(1) : name;
    double vader = lists.vader(word) * (negated ? NEGATED_VADER : 1);
    double pattern = lists.pattern(word) * (negated ? NEGATED_PATTERN : 1);
    return new double[] {
      Math.max(0, vader), Math.max(0, -vader), Math.max(0, pattern), Math.max(0, -pattern)
    };
  }

  /** How often a feature occurs. */
  private static final class Tally {
    private int texts;
    private double positive;
    private double negative;

    void add(Example example) {
      if (!example.source().equals(Example.NEUTRAL)) {
        texts++;
        positive += example.positive() ? example.copies() : 0;
        negative += example.positive() ? 0 : example.copies();
      }
    }
  }
}
