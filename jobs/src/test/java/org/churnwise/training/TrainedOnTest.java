package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.model.registry.TrainingDataset;
import org.churnwise.model.registry.TrainingDataset.Content;
import org.churnwise.model.registry.TrainingDatasets;
import org.churnwise.run.Input;
import org.churnwise.sql.Sql;
import org.churnwise.table.Column;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset is named by the content of its rows, and by nothing else. */
@Slow
class TrainedOnTest {
  private static final LocalDate JUNE = LocalDate.of(2024, 6, 1);
  private static final LocalDate AUGUST = LocalDate.of(2024, 8, 1);
  private static final LeftOutShare NOBODY = new LeftOutShare(42, "00000000");

  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void plant() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 40).withFinal("2024-06-01", "2024-08-01");
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void theRowsOfFitAndJudgementAreCounted() {
    TrainingDataset dataset = dataset("key");
    assertEquals(40, dataset.rowsFitted() + dataset.rowsLeftOut());
    assertEquals(40, dataset.rowsHeldOut());
    assertEquals(0, content(NOBODY).leftOut());
    assertEquals(40, content(new LeftOutShare(42, "g")).leftOut()); // no digit is g or above
    assertNull(dataset.features().view());
  }

  @Test
  void equalRowsInAnotherOrderAreTheSameDataset() {
    String before = dataset("key").hash();
    execute("create table shuffled as select * from customer_features order by md5(customer_id)");
    execute("delete from customer_features");
    execute("insert into customer_features select * from shuffled");
    assertEquals(before, dataset("key").hash());
  }

  @Test
  void stageKeysDoNotNameTheDataset() {
    assertEquals(dataset("key").hash(), dataset("key of other code").hash());
  }

  /** A stage key stands for the rows of its slice, so a second training need not read them. */
  @Test
  void aRunReadsASliceOnceForEachOfItsKeys() {
    TrainedOn ofRun = trainedOn();
    String before = dataset("key", ofRun).hash();
    execute("update customer_labels set churned = 1 - churned where customer_id = 'C7'");
    assertEquals(before, dataset("key", ofRun).hash());
    assertNotEquals(before, dataset("key of other rows", ofRun).hash());
    assertNotEquals(before, dataset("key").hash());
  }

  @Test
  void everyColumnIsPartOfTheContent() {
    Content before = content(NOBODY);
    List<String> unseen = new ArrayList<>();
    for (Column column : Tables.CUSTOMER_FEATURES.columns()) {
      String other =
          switch (column.type()) {
            case "string" -> "'another'";
            case "date" -> "date '2020-02-02'";
            default -> "-1";
          };
      if (!column.name().equals("snapshot_date")) {
        execute("create table kept as select * from customer_features");
        execute(
            "update customer_features set "
                + column.name()
                + " = "
                + other
                + " where customer_id = 'C7'");
        if (content(NOBODY).equals(before)) {
          unseen.add(column.name());
        }
        execute("delete from customer_features");
        execute("insert into customer_features select * from kept");
        execute("drop table kept");
      }
    }
    assertEquals(List.of(), unseen);
    assertEquals(before, content(NOBODY));
  }

  @Test
  void anUnknownValueIsNotAnEmptyText() {
    execute("update customer_features set gender = null");
    Content unknown = content(NOBODY);
    execute("update customer_features set gender = ''");
    assertNotEquals(unknown.features(), content(NOBODY).features());
  }

  @Test
  void anotherLabelChangesTheLabelsAlone() {
    Content before = content(NOBODY);
    execute("update customer_labels set churned = 1 - churned where customer_id = 'C7'");
    assertEquals(before.features(), content(NOBODY).features());
    assertNotEquals(before.labels(), content(NOBODY).labels());
  }

  /** The last 16 hex digits of each md5 as a number, summed up over two rows. */
  @Test
  void theContentIsTheSumOfTheRowsHashes() {
    execute("delete from customer_labels where customer_id not in ('C1', 'C2')");
    execute("update customer_labels set churned = 1");
    BigInteger sum = BigInteger.ZERO;
    for (String row : List.of("C1|1", "C2|1")) {
      sum = sum.add(new BigInteger(md5(row).substring(16), 16));
    }
    assertEquals(sum.toString(), content(NOBODY).labels());
    assertEquals(2, content(NOBODY).rows());
  }

  /** Their rows were texts. */
  @Test
  void datasetsOfOlderReleasesAreComparedByTheHashOfTheirTime() {
    String text =
        "select cast(sum(md5_number_lower64(concat(f.customer_id, '|', :feature_text))) as string) as content from customer_features f where f.snapshot_date = date '2024-06-01'";
    String expected =
        temporary
            .warehouse()
            .query(FeatureColumns.in(new Sql("test", text, Map.of())))
            .get(0)
            .string("content");
    TrainingDatasets datasets =
        new TrainingDatasets(temporary.warehouse(), temporary.ledger().run());
    Content then = datasets.contents(List.of(JUNE), NOBODY, 0).get(JUNE);
    assertEquals(expected, then.features());
    assertEquals(0, then.hashVersion());
    assertNotEquals(expected, content(NOBODY).features());
    assertEquals(Migrations.newest(), content(NOBODY).hashVersion());
  }

  private Content content(LeftOutShare leftOut) {
    return new TrainingDatasets(temporary.warehouse(), temporary.ledger().run())
        .contents(List.of(JUNE), leftOut)
        .get(JUNE);
  }

  private TrainingDataset dataset(String key) {
    return dataset(key, trainedOn());
  }

  private static TrainingDataset dataset(String key, TrainedOn trainedOn) {
    List<Input> inputs = new ArrayList<>();
    for (LocalDate day : List.of(JUNE, AUGUST)) {
      inputs.add(new Input("customer_features", day.toString(), key));
      inputs.add(new Input("customer_labels", day.toString(), key));
    }
    return trainedOn.dataset(
        new TrainingPlan(LocalDate.of(2024, 9, 1), AUGUST, List.of(JUNE)), inputs);
  }

  private TrainedOn trainedOn() {
    return new TrainedOn(temporary.warehouse(), temporary.ledger(), TestRules.rules());
  }

  private void execute(String text) {
    temporary.warehouse().execute(new Sql("test", text, Map.of()));
  }

  private static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
