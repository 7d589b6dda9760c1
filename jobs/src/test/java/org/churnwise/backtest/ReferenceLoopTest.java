package org.churnwise.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.churnwise.backtest.ReferenceLoop.ReferenceMonth;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.MetricStatus;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.churnwise.training.ModelJudge;
import org.churnwise.training.ModelTrainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ReferenceLoopTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private final Settings settings =
      SettingsLoader.load(
          new SettingsSources(
              Optional.empty(), Optional.empty(), List.of("training.rounds=5"), Map.of()));

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  /**
   * A bought on the newest day, 05-31; B last on 05-30; C last on 02-28, and its windows end there:
   * 5.00 in the 7 days up to it, 12.00 in the month.
   */
  @Test
  void windowsEndWithTheLastPurchaseAndOnlyBuyersOfTheNewestDayStay() {
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount
        T1             | A           | 2025-05-31       | 1.00
        T2             | B           | 2025-05-30       | 2.00
        T3             | C           | 2025-02-28       | 5.00
        T4             | C           | 2025-02-10       | 7.00
        T5             | C           | 2024-11-30       | 9.00
        T6             | D           | 2025-06-01       | 1.00
        """);
    assertEquals(
        TextTable.expected(
            """
customer_id | churned | days_since_last_purchase | sum_total_amount_past_7d | sum_total_amount_past_1mm | sum_total_amount_past_3mm | count_orders_total
A           | 0       | 1                        | 1.0                      | 1.0                       | 1.0                       | 1
B           | 1       | 1                        | 2.0                      | 2.0                       | 2.0                       | 1
C           | 1       | 1                        | 5.0                      | 12.0                      | 12.0                      | 3
"""),
        temporary.rows(
            rows().over(List.of(JUNE)),
            "customer_id",
            "churned",
            "days_since_last_purchase",
            "sum_total_amount_past_7d",
            "sum_total_amount_past_1mm",
            "sum_total_amount_past_3mm",
            "count_orders_total"));
  }

  @Test
  void aFeatureThatTheReferenceDoesNotHaveIsNull() {
    Dataset<Row> read = rows().read(TestSpark.session(), List.of(JUNE));
    Dataset<Row> filled = ReferenceRows.withAllFeatures(read.drop("tenure_days", "gender"));
    assertEquals(DataTypes.LongType, filled.schema().apply("tenure_days").dataType());
    assertEquals(DataTypes.StringType, filled.schema().apply("gender").dataType());
    assertEquals(0, filled.where("tenure_days is not null or gender is not null").count());
  }

  @Test
  void f1IsTheHarmonicMeanAndOneWithoutRows() {
    assertEquals(6.0 / 9.0, ReferenceLoop.f1(10, 3, 4, 5), 1e-15);
    assertEquals(1.0, ReferenceLoop.f1(0, 0, 0, 0));
  }

  @Test
  void theFirstModelIsPromotedUnseenAndLaterOnesByTheF1OfAnotherMonth() {
    List<ReferenceMonth> months = loop();
    assertNothingIsStored();
    assertTrue(
        months.stream().allMatch(m -> m.matured(MetricName.AUC).status() == MetricStatus.NO_DATA),
        "without FINAL labels no model has an AUC");
    assertEquals(1.0, months.get(0).reportedF1(), "no model yet, so no data");
    assertTrue(months.get(0).promoted());
    double production = months.get(0).challengerF1();
    String champion = "r1";
    for (int i = 1; i < months.size(); i++) {
      ReferenceMonth month = months.get(i);
      assertEquals(production, month.comparedF1());
      assertEquals(month.challengerF1() > production, month.promoted());
      champion = month.promoted() ? "r" + (i + 1) : champion;
      production = month.promoted() ? month.challengerF1() : production;
      assertEquals(champion, month.champion());
    }
  }

  private void assertNothingIsStored() {
    assertEquals(0, temporary.count(Tables.MODEL_VERSIONS));
    assertEquals(0, temporary.count(Tables.MODEL_DECISIONS));
    assertEquals(0, temporary.count(Tables.MODEL_ALIASES));
    assertEquals(0, temporary.count(Tables.CUSTOMER_FEATURES));
    assertEquals(0, temporary.count(Tables.CUSTOMER_LABELS));
    assertEquals(List.of(), temporary.warehouse().stored());
  }

  /** 300 customers who buy every 1 to 20 days, for amounts that differ with the customer. */
  private List<ReferenceMonth> loop() {
    temporary
        .warehouse()
        .execute(
            new Sql(
                "sales",
                """
insert into sales (transaction_id, customer_id, transaction_date, total_amount)
select 'T' || c.n || '-' || d.n, 'C' || c.n, date '2025-03-01' + cast(d.n as integer), c.n % 7 + 1
from range(300) c(n), range(122) d(n)
where (d.n + c.n) % (c.n % 20 + 1) = 0
""",
                Map.of()));
    List<LocalDate> snapshots = List.of(MAY, JUNE, JULY);
    return new ReferenceLoop(
            new ModelTrainer(settings.training(), FeatureCatalogue.load()),
            ModelJudge.byFinalLabels(
                temporary.warehouse(), settings.churn(), settings.monitoring()),
            new MetricPolicy(10, 5),
            0.5)
        .run(rows().read(TestSpark.session(), snapshots), snapshots, month -> {});
  }

  private ReferenceRows rows() {
    return new ReferenceRows(temporary.warehouse(), settings.training());
  }
}
