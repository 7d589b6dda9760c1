package org.churnwise.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.scoring.FittedModel;

/**
 * The booster of a challenger, before its calibration, and what its card says of it.
 *
 * @param features what it sees
 * @param parameters every key under {@code training}, by name, as it was fitted
 * @param census of the rows of a fit
 * @param search how its hyperparameters were chosen; empty if they are as configured
 * @param unseen what the data kept from it, in one line; null if nothing
 */
record Boosted(
    FittedModel model,
    FeatureSet features,
    Map<String, Object> parameters,
    RowCensus census,
    Optional<SearchReport> search,
    String unseen) {

  /** The same where the booster is all of a model, or a part of it. */
  Boosted in(FittedModel formed) {
    Map<String, Object> named = new LinkedHashMap<>(parameters);
    named.put("model", FormChoice.of(formed).inWords());
    return new Boosted(formed, features, named, census, search, unseen);
  }
}
