package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.training.HyperparameterSearch.Choice;

/** Fits the booster of a challenger on what it may see of the rows. */
record BoosterFit(TrainingRules rules) {

  /**
   * Fits on the rows that are neither held out nor left out.
   *
   * @param features that the rows have
   */
  Boosted fit(Dataset<Row> rows, LocalDate heldOut, FeatureSet features) {
    Column isFitted = col("snapshot_date").equalTo(lit(heldOut)).or(col("left_out")).equalTo(false);
    Dataset<Row> fitRows = rows.where(isFitted);
    ModelTrainer full = new ModelTrainer(rules.training(), rules.catalogue());
    full.refuseMissingSlots(rows.sparkSession());
    Counted counted = counted(rows, heldOut, full.catalogue(), isFitted);
    InputsInTime inTime = counted.inTime();
    ModelTrainer inputsInTime = full.without(inTime.names());
    LevelCensus levels = inputsInTime.levels(fitRows);
    ModelTrainer trainer = inputsInTime.without(levels.withoutCommon());
    UnseenInputs unseen =
        new UnseenInputs(inTime, levels, rules.training().inputs().withoutFeatures());
    Preprocessing preprocessing = trainer.preprocessing(levels);
    Choice choice =
        new HyperparameterSearch(trainer, rules.training(), rules.snapshots()).choose(fitRows);
    return new Boosted(
        trainer.fit(fitRows, choice.parameters(), preprocessing),
        features.without(unseen.of(rules.catalogue())),
        parameters(choice),
        counted.census().rows(),
        choice.report(),
        unseen.inWords());
  }

  private record Counted(InputsInTime inTime, RowCensus census) {}

  /** One pass over the rows, which have both classes. */
  private Counted counted(
      Dataset<Row> rows, LocalDate heldOut, FeatureCatalogue catalogue, Column isFitted) {
    List<Column> inTime = InputsInTime.counts(heldOut, catalogue, rules.attributes());
    List<Column> counts = new ArrayList<>(inTime);
    counts.addAll(RowCensus.columns(isFitted));
    Row found = rows.agg(lit(1), counts.toArray(Column[]::new)).first();
    RowCensus census = RowCensus.of(found, 1 + inTime.size());
    ModelTrainer.refuseOneClass(census);
    return new Counted(InputsInTime.of(found, 1, catalogue, rules.attributes()), census);
  }

  private Map<String, Object> parameters(Choice choice) {
    Map<String, Object> parameters = ModelCard.parametersOf(rules.training(), choice.parameters());
    choice.report().ifPresent(report -> parameters.put("searched", report.figures()));
    return parameters;
  }
}
