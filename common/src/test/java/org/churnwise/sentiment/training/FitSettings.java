package org.churnwise.sentiment.training;

import java.util.List;
import java.util.stream.Stream;
import org.churnwise.sentiment.training.Source.Kind;

/**
 * What a fit leaves open.
 *
 * @param strength what LIBLINEAR calls C: the inverse of the penalty, for one copy of a text
 * @param personCopies how often a sentence of a person with an opinion counts, where a phrase
 *     counts once
 * @param criticCopies how often a critic's sentence counts
 * @param fewestTexts in how many training texts a feature must occur
 */
record FitSettings(double strength, int personCopies, int criticCopies, int fewestTexts) {
  /** The middle of the candidates, for the model that ships. */
  static final FitSettings CHOSEN = new FitSettings(0.01, 20, 1, 4);

  /** What there is to choose from; three of each. */
  static List<FitSettings> candidates() {
    return Stream.of(0.003, 0.01, 0.03)
        .flatMap(
            strength ->
                Stream.of(10, 20, 40)
                    .map(
                        copies ->
                            new FitSettings(
                                strength, copies, CHOSEN.criticCopies, CHOSEN.fewestTexts)))
        .toList();
  }

  int copies(Kind kind) {
    return switch (kind) {
      case PERSON -> personCopies;
      case CRITIC -> criticCopies;
      case PHRASE -> 1;
    };
  }
}
