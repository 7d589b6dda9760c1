package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;

/**
 * The inputs of the catalogue that a model does not see.
 *
 * @param inTime those with values from after their snapshot
 * @param levels with the categories that have no common level
 * @param switchedOff names in training.without-features
 */
record UnseenInputs(InputsInTime inTime, LevelCensus levels, List<String> switchedOff) {
  /** Each with its reason, for the card. */
  List<FeatureSet.LeftOut> of(FeatureCatalogue catalogue) {
    List<FeatureSet.LeftOut> unseen = new ArrayList<>(inTime.leftOut());
    for (Feature input : catalogue.inputs()) {
      if (switchedOff.contains(input.name())) {
        unseen.add(FeatureSet.LeftOut.switchedOff(input));
      } else if (levels.withoutCommon().contains(input.name())) {
        long all = levels.categories().get(input.name()).all();
        unseen.add(FeatureSet.LeftOut.scattered(input, all));
      }
    }
    return unseen;
  }

  /** What the data decided, in one line; null if nothing. */
  String inWords() {
    String why =
        Stream.of(inTime.inWords(), levels.inWords())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return why.isEmpty() ? null : why;
  }
}
