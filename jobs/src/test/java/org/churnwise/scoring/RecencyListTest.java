package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.stats.Verdict;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In May twenty customers were silent for 10, 20, ... 100 days, two each, so that each tenth holds
 * one of these days. Of those of 10 days nobody churned, of 20 to 90 days one of two, of 100 days
 * both. A save is worth all that a customer spends, and a contact costs 10 USD.
 */
class RecencyListTest {
  private static final LocalDate MAY = LocalDate.of(2025, 5, 1);
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final ModelWorth STOPPED =
      new ModelWorth(
          MAY,
          "v3",
          Verdict.BREACH,
          0.4,
          OptionalDouble.of(0.5),
          OptionalDouble.of(-0.2),
          OptionalDouble.of(-0.1),
          OptionalDouble.of(0.8),
          OptionalDouble.of(-0.5),
          OptionalDouble.of(-0.3));

  @TempDir Path folder;
  private TemporaryWarehouse temporary;
  private final List<Map<String, Object>> features = new ArrayList<>();
  private final List<Map<String, Object>> labels = new ArrayList<>();

  @BeforeEach
  void answersOfMay() {
    temporary = TemporaryWarehouse.in(folder);
    for (int tens = 1; tens <= 10; tens++) {
      answered("E" + tens, 10 * tens, tens == 1 ? 0 : 1);
      answered("O" + tens, 10 * tens, tens == 10 ? 1 : 0);
    }
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  /**
   * A: 5 days, before the first of May, so its tenth: 0 x 100 - 10 < 0, not listed. B: 25 days,
   * still the tenth of 20: 0.5 x 100 - 10 = 40. C: 400 days: 1 x 30 - 10 = 20. D: 95 days: 0.5 x
   * 100 - 10 = 40, and longer silent than B. F: 100 days: 1 x 10 - 10 = 0 is not above 0.
   */
  @Test
  void theShareThatChurnedAfterAsManyDaysValuesAContact() throws IOException {
    given("A", 5, 100);
    given("B", 25, 100);
    given("C", 400, 30);
    given("D", 95, 100);
    given("F", 100, 10);
    assertEquals(
        List.of(
            String.join(",", ContactList.HEADER),
            "D,0.500000,40.00,100.00,\"recency rule, model v3 is stopped: no purchase for 95 days\",,,,,",
            "B,0.500000,40.00,100.00,\"recency rule, model v3 is stopped: no purchase for 25 days\",,,,,",
            "C,1.000000,20.00,30.00,\"recency rule, model v3 is stopped: no purchase for 400 days\",,,,,"),
        written(10, 0));
  }

  @Test
  void theBudgetAndTheTopEndTheList() throws IOException {
    given("B", 25, 100);
    given("C", 400, 30);
    given("D", 95, 100);
    assertEquals(1 + 2, written(10, 20).size());
    assertEquals(1 + 1, written(1, 0).size());
  }

  private List<String> written(int top, double budget) throws IOException {
    temporary
        .warehouse()
        .delete(Tables.CUSTOMER_FEATURES, Map.of("snapshot_date", List.of(MAY, JUNE)));
    temporary.warehouse().delete(Tables.CUSTOMER_LABELS, Map.of("snapshot_date", List.of(MAY)));
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    temporary.warehouse().insert(Tables.CUSTOMER_LABELS, labels);
    Path file = folder.resolve("list " + top + " " + budget + ".csv");
    new RecencyList(temporary.warehouse(), PlantedScores.value(1, 10, budget, 0.2, 42))
        .write(JUNE, STOPPED, top, file);
    return Files.readAllLines(file);
  }

  private void answered(String customer, long silentDays, long churned) {
    customer(MAY, customer, silentDays, 0);
    labels.add(
        Map.of(
            "snapshot_date", MAY,
            "customer_id", customer,
            "churned", churned,
            "label_state", "FINAL",
            "matures_on", JUNE));
  }

  private void given(String customer, long silentDays, double spend) {
    customer(JUNE, customer, silentDays, spend);
  }

  /** Seen for 30 days, so that what was spent is what is spent in 30 days. */
  private void customer(LocalDate snapshot, String customer, long silentDays, double spend) {
    Map<String, Object> row = new HashMap<>();
    for (Column column : Tables.CUSTOMER_FEATURES.columns()) {
      switch (column.type()) {
        case "bigint" -> row.put(column.name(), 1L);
        case "double" -> row.put(column.name(), 0.0);
        case "date" -> row.put(column.name(), snapshot.minusDays(1));
        default -> {}
      }
    }
    row.put("snapshot_date", snapshot);
    row.put("customer_id", customer);
    row.put("tenure_days", 30L);
    row.put("days_since_last_purchase", silentDays);
    row.put("sum_total_amount_total", spend);
    features.add(row);
  }
}
