package org.churnwise.training;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.training.HyperparameterSearch.Choice;

/** Fits the booster of a challenger on what it may see of the rows. */
record BoosterFit(TrainingRules rules, FitCounts counts) {

  /**
   * A fit on the rows that are neither held out nor left out.
   *
   * @param features that the rows have
   */
  Boosting of(TrainingData data, RowPart part, FeatureSet features) {
    ModelTrainer full = new ModelTrainer(rules.training(), rules.catalogue());
    full.refuseMissingSlots(data.spark());
    ModelTrainer.refuseOneClass(counts.census());
    InputsInTime inTime = counts.inTime(full.catalogue(), rules.attributes());
    ModelTrainer inputsInTime = full.without(inTime.names());
    LevelCensus levels = counts.levels(inputsInTime.catalogue(), rules.training().inputs());
    ModelTrainer trainer = inputsInTime.without(levels.withoutCommon());
    UnseenInputs unseen =
        new UnseenInputs(inTime, levels, rules.training().inputs().withoutFeatures());
    Preprocessing preprocessing = trainer.preprocessing(levels);
    return new Boosting(
        counts.census(),
        preprocessing,
        () -> {
          Dataset<Row> rows = data.fitted(part);
          Choice choice =
              new HyperparameterSearch(trainer, rules.training(), rules.snapshots()).choose(rows);
          return new Boosted(
              trainer.fit(rows, choice.parameters(), preprocessing, data.orderOfFitted()),
              features.without(unseen.of(rules.catalogue())),
              parameters(choice),
              counts.census(),
              choice.report(),
              unseen.inWords());
        });
  }

  private Map<String, Object> parameters(Choice choice) {
    Map<String, Object> parameters = ModelCard.parametersOf(rules.training(), choice.parameters());
    choice.report().ifPresent(report -> parameters.put("searched", report.figures()));
    return parameters;
  }
}
