package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.stats.ScoreSums;
import org.churnwise.stats.ScoreSumsAssertions;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ModelJudgeTest {
  private static final LocalDate HELD_OUT = LocalDate.of(2024, 7, 1);

  @TempDir Path folder;

  @Test
  void theSumsOfTheWarehouseAreThoseOfTheRows() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      PlantedData.learnable(temporary, 200).withFinal("2024-06-01", "2024-07-01");
      TrainingSettings settings = TestRules.training();
      Dataset<Row> rows =
          new TrainingRows(temporary.warehouse(), settings)
              .read(TestSpark.session(), List.of(LocalDate.of(2024, 6, 1), HELD_OUT));
      FittedModel model = new ModelTrainer(settings, FeatureCatalogue.load()).fit(rows);

      ScoredParts parts =
          new ModelJudge(
                  temporary.warehouse(), new ChurnSettings(30, 0), TestRules.rules().monitoring())
              .judge(model, 0.5, rows, HELD_OUT);

      Dataset<Row> judged =
          rows.join(model.score(rows), new String[] {"snapshot_date", "customer_id"});
      assertPart(judged.where("snapshot_date = date '2024-07-01'"), parts.heldOut());
      assertPart(judged.where("snapshot_date < date '2024-07-01' and left_out"), parts.leftOut());
      assertPart(
          judged.where("snapshot_date < date '2024-07-01' and not left_out"), parts.fitted());
      assertEquals(200, parts.heldOut().model().rows());
      assertFalse(parts.heldOut().isConstant());
    }
  }

  private static void assertPart(Dataset<Row> rows, Evaluation part) {
    List<Row> all =
        rows.select("churn_probability", "churned", "days_since_last_purchase").collectAsList();
    double[] probabilities = all.stream().mapToDouble(row -> row.getDouble(0)).toArray();
    int[] churned = all.stream().mapToInt(row -> (int) row.getLong(1)).toArray();
    double[] silentDays = all.stream().mapToDouble(row -> row.getLong(2)).toArray();
    double[] silent = all.stream().mapToDouble(row -> row.getLong(2) > 30 ? 1 : 0).toArray();
    ScoreSumsAssertions.assertClose(ScoreSums.of(probabilities, churned, 0.5), part.model());
    ScoreSumsAssertions.assertClose(ScoreSums.of(silentDays, silent, churned, 0.5), part.recency());
  }
}
