package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.stats.ContactValue;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Given landed scores, expect what a contact is worth and who is contacted, held out or neither.
 */
@Slow
class ContactGroupsTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private PlantedScores landed;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
    landed = new PlantedScores(temporary, JUNE);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  /**
   * 0.8 x 0.5 x 100 - 10 = 30; 0.5 x 0.5 x 60 - 10 = 5; 0.2 x 0.5 x 100 - 10 = 0 is not worth it.
   */
  @Test
  void theExpectedValueIsProbabilityTimesSaveRateTimesMarginLessTheCost() {
    landed.with("A", 0.8, 100).with("B", 0.5, 60).with("C", 0.2, 100).with("D", 0.9, 0).land();
    landed.score(PlantedScores.value(0.5, 10, 0, 0, 42));
    assertEquals(
        TextTable.expected(
            """
            customer_id | margin_usd | expected_value_usd | contact_group
            A           | 100.0      | 30.0               | contact
            B           | 60.0       | 5.0                | contact
            C           | 100.0      | 0.0                | none
            D           | 0.0        | -10.0              | none
            """),
        temporary.rows(
            Tables.CHURN_PREDICTIONS,
            "customer_id",
            "margin_usd",
            "expected_value_usd",
            "contact_group"));
  }

  /**
   * From 2025-03-03 to 2025-06-01 are 90 days, from 2025-03-04 89. A return is no purchase; of D no
   * sale is loaded.
   */
  @Test
  void aPredictionTellsSinceWhenItsCustomerIsKnown() {
    landed.with("A", 0.8, 100).with("B", 0.5, 60).with("C", 0.2, 100).with("D", 0.2, 1).land();
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | is_return | load_number | total_amount
        T1             | A           | 2025-03-03       | false     | 1 | 10.0
        T2             | B           | 2025-03-03       | true      | 1 | 10.0
        T3             | B           | 2025-03-04       | false     | 1 | 10.0
        T4             | C           | 2024-06-01       | false     | 1 | 10.0
        T5             | C           | 2025-05-31       | false     | 1 | 10.0
        T6             | C           | 2025-07-01       | false     | 1 | 10.0
        """);
    landed.score(PlantedScores.value(0.5, 10, 0, 0, 42));
    assertEquals(
        TextTable.expected(
            """
            customer_id | history_days | purchases | short_history
            A           | 90           | 1         | 0
            B           | 89           | 1         | 1
            C           | 365          | 1         | 0
            D           | null         | 1         | null
            """),
        temporary.rows(
            Tables.CHURN_PREDICTIONS, "customer_id", "history_days", "purchases", "short_history"));
  }

  @Test
  void theStatementAndTheFormulaAgreeOnEveryCustomer() {
    thousandCustomers();
    landed.score(PlantedScores.value(0.37, 3.5, 0, 0.1, 42));
    ContactValue formula = new ContactValue(0.37, 3.5);
    List<ResultRow> rows = query("select * from churn_predictions");
    assertEquals(1000, rows.size());
    for (ResultRow row : rows) {
      double expected =
          formula.expectedUsd(row.doubleValue("churn_probability"), row.doubleValue("margin_usd"));
      assertEquals(expected, row.doubleValue("expected_value_usd"), 1e-9);
    }
  }

  /** Six cost 5 each: 30 pays for all, 10 for the two of highest value. */
  @Test
  void theBudgetGoesToTheHighestExpectedValues() {
    sixOfFallingValue();
    landed.score(PlantedScores.value(0.5, 5, 14, 0, 42));
    assertEquals("A contact, B contact, C none, D none, E none, F none", groups());
  }

  @Test
  void amongEqualValuesTheOrderIsThatOfTheCustomers() {
    landed.with("C", 0.5, 100).with("A", 0.5, 100).with("B", 0.5, 100).land();
    landed.score(PlantedScores.value(0.5, 5, 10, 0, 42));
    assertEquals("A contact, B contact, C none", groups());
  }

  @Test
  void aBudgetBelowOneContactPaysForNobody() {
    sixOfFallingValue();
    landed.score(PlantedScores.value(0.5, 5, 4, 0.5, 42));
    assertEquals("A none, B none, C none, D none, E none, F none", groups());
  }

  /** 800 are worth it, budget for 90: the first 100 are drawn from, ten of them held out. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theHoldOutIsDrawnBeforeTheBudgetIsSpent(long seed) {
    thousandCustomers();
    landed.score(PlantedScores.value(1, 1, 90, 0.1, seed));
    assertEquals(90, count("contact_group = 'contact'"));
    assertEquals(10, count("contact_group = 'holdout'"));
    assertEquals(
        0,
        count(
            "contact_group = 'none' and expected_value_usd > (select min(expected_value_usd) from"
                + " churn_predictions where contact_group <> 'none')"));
  }

  @Test
  void aBudgetIsKeptWhateverTheHoldOutShareIs() {
    thousandCustomers();
    for (double share : new double[] {0.07, 0.1, 0.29, 0.3, 0.5, 0.58, 0.9}) {
      forget();
      landed.score(PlantedScores.value(1, 0.1, 7.1, share, 42));
      assertTrue(count("contact_group = 'contact'") <= 71, "share " + share);
      assertTrue(count("contact_group = 'contact'") >= 70, "share " + share);
    }
  }

  @Test
  void withoutABudgetTheShareOfAllWhoAreWorthItIsHeldOut() {
    thousandCustomers();
    landed.score(PlantedScores.value(1, 1, 0, 0.25, 42));
    long worth = count("expected_value_usd > 0");
    assertEquals(worth / 4, count("contact_group = 'holdout'"));
    assertEquals(worth - worth / 4, count("contact_group = 'contact'"));
    assertEquals(0, count("contact_group <> 'none' and expected_value_usd <= 0"));
  }

  /** In 60 draws of a half, each of twenty is held out about 30 times; 3.9 is the deviation. */
  @Test
  void everyCandidateIsHeldOutEquallyOften() {
    for (int i = 0; i < 20; i++) {
      landed.with("C" + i, 0.5, 100 + i);
    }
    landed.land();
    for (long seed = 0; seed < 60; seed++) {
      landed.score(PlantedScores.value(1, 1, 0, 0.5, seed));
    }
    for (ResultRow row :
        query(
            "select customer_id, count_if(contact_group = 'holdout') as times from"
                + " churn_predictions group by customer_id")) {
      assertEquals(30, row.longValue("times"), 16, row.string("customer_id"));
    }
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherAnother() {
    thousandCustomers();
    landed.score(PlantedScores.value(1, 1, 0, 0.1, 42));
    String first = groups();
    forget();
    landed.score(PlantedScores.value(1, 1, 0, 0.1, 42));
    assertEquals(first, groups());
    forget();
    landed.score(PlantedScores.value(1, 1, 0, 0.1, 43));
    assertNotEquals(first, groups());
  }

  @Test
  void everySnapshotHasItsOwnBudgetAndItsOwnDraw() {
    thousandCustomers();
    landed.score(PlantedScores.value(1, 1, 90, 0.1, 42));
    String june = groups();
    forget();
    execute("update landing_scores set snapshot_date = date '2025-07-01'");
    execute("update customer_features set snapshot_date = date '2025-07-01'");
    landed.score(PlantedScores.value(1, 1, 90, 0.1, 42));
    assertEquals(90, count("contact_group = 'contact'"));
    assertNotEquals(june, groups());
  }

  @Test
  void aModelThatIsNotInProductionPutsNobodyOnAList() {
    sixOfFallingValue();
    landed.score(PlantedScores.value(0.5, 5, 0, 0.5, 42), false);
    assertEquals("A none, B none, C none, D none, E none, F none", groups());
  }

  private void sixOfFallingValue() {
    landed.with("A", 0.9, 100).with("B", 0.8, 100).with("C", 0.7, 100);
    landed.with("D", 0.6, 100).with("E", 0.5, 100).with("F", 0.4, 100).land();
  }

  /** Most of them are worth a contact of 1 if every one is saved. */
  private void thousandCustomers() {
    for (int i = 0; i < 1000; i++) {
      landed.with("C" + i, (i * 37 % 1000) / 1000.0, (i * 61 % 1000) / 10.0);
    }
    landed.land();
  }

  private void forget() {
    execute("delete from churn_predictions");
  }

  private String groups() {
    return query("select customer_id, contact_group from churn_predictions order by 1").stream()
        .map(row -> row.string("customer_id") + " " + row.string("contact_group"))
        .collect(Collectors.joining(", "));
  }

  private long count(String condition) {
    return query("select count(*) as n from churn_predictions where " + condition)
        .get(0)
        .longValue("n");
  }

  private List<ResultRow> query(String text) {
    return temporary.warehouse().query(new Sql("test", text, Map.of()));
  }

  private void execute(String text) {
    temporary.warehouse().execute(new Sql("test", text, Map.of()));
  }
}
