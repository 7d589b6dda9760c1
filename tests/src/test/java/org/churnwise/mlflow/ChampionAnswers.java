package org.churnwise.mlflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.churnwise.endtoend.WarehouseContent;
import org.churnwise.endtoend.Workplace;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelStore;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.Warehouse;

/**
 * What the champion answers, here, to the customers of the newest snapshot.
 *
 * @param vectors a file of what the booster sees, one JSON array a line, null for missing
 * @param margins of its trees
 * @param probabilities before calibration
 */
record ChampionAnswers(Path vectors, List<Float> margins, List<Double> probabilities) {

  static ChampionAnswers of(Workplace place, Path folder) throws Exception {
    FittedModel champion = champion(place);
    Path rows =
        new WarehouseContent(place.database())
            .export(
                "select * from customer_features"
                    + " where snapshot_date = (select max(snapshot_date) from customer_features)"
                    + " order by customer_id",
                folder.resolve("rows.json"));
    Dataset<Row> read =
        TestSpark.session()
            .read()
            .schema(Tables.CUSTOMER_FEATURES.sparkSchema())
            .json(rows.toString());
    List<Double> probabilities =
        champion
            .calibratedBy(Calibration.NONE)
            .score(read)
            .orderBy("customer_id")
            .select("churn_probability")
            .as(Encoders.DOUBLE())
            .collectAsList();
    List<List<Float>> vectors = new ArrayList<>();
    for (Transformer stage : champion.preprocessing().stages()) {
      read = stage.transform(read);
    }
    for (Row row : read.select(Preprocessing.FEATURES).collectAsList()) {
      vectors.add(row.getList(0));
    }
    return new ChampionAnswers(
        written(vectors, folder.resolve("vectors.json")),
        margins(champion, vectors),
        probabilities);
  }

  private static FittedModel champion(Workplace place) {
    Run run =
        new Run(
            "run",
            "test",
            "",
            LocalDate.EPOCH,
            "code",
            TemporaryWarehouse.NOW,
            Clock.fixed(TemporaryWarehouse.NOW, ZoneOffset.UTC));
    try (Warehouse warehouse = new EmbeddedWarehouse(place.settings().warehouse())) {
      return new ModelStore(warehouse)
          .load(new ModelRegistry(warehouse, new Ledger(warehouse, run)).champion().orElseThrow());
    }
  }

  private static Path written(List<List<Float>> vectors, Path file) throws Exception {
    List<String> lines = new ArrayList<>();
    for (List<Float> vector : vectors) {
      List<Float> values = new ArrayList<>();
      vector.forEach(value -> values.add(value.isNaN() ? null : value));
      lines.add(new ObjectMapper().writeValueAsString(values));
    }
    return Files.write(file, lines);
  }

  private static List<Float> margins(FittedModel model, List<List<Float>> vectors)
      throws Exception {
    int columns = model.preprocessing().names().size();
    float[] flat = new float[vectors.size() * columns];
    int next = 0;
    for (List<Float> vector : vectors) {
      for (float value : vector) {
        flat[next++] = value;
      }
    }
    DMatrix matrix = new DMatrix(flat, vectors.size(), columns, Float.NaN);
    matrix.setFeatureNames(model.preprocessing().names().toArray(String[]::new));
    matrix.setFeatureTypes(model.preprocessing().boosterTypes());
    List<Float> margins = new ArrayList<>();
    for (float[] margin : XGBoost.loadModel(model.booster()).predict(matrix, true)) {
      margins.add(margin[0]);
    }
    return margins;
  }
}
