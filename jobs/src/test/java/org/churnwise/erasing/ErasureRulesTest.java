package org.churnwise.erasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table has a rule: a new one must say whether it tells of persons. */
class ErasureRulesTest {
  static List<Table> tables() {
    return Tables.all();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyTableHasARule(Table table) {
    assertTrue(
        ErasureRules.of(table).isPresent(),
        () -> table.name() + " has no rule: say in ErasureRules what an erasure does to it");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableWithATextOrAKeyOfARecordIsNotOneOfNobody(Table table) {
    boolean personal = !ErasureRules.personalColumns(table).isEmpty();
    assertEquals(
        personal,
        !ErasureRules.of(table).orElseThrow().equals("of nobody")
            || table.equals(Tables.CUSTOMERS_TO_FORGET),
        () -> table.name() + " " + ErasureRules.personalColumns(table));
  }

  @Test
  void aTableWithACustomerIdIsCoveredByIt() {
    Set<String> covered =
        ErasureRules.statements(Set.of()).keySet().stream()
            .map(Table::name)
            .collect(Collectors.toSet());
    assertTrue(
        covered.containsAll(
            Set.of(
                "customers",
                "sales",
                "feedback_raw",
                "feedback_sentiment",
                "customer_features",
                "customer_labels",
                "churn_predictions",
                "superseded_customers",
                "superseded_sales",
                "superseded_feedback")),
        covered::toString);
  }

  @Test
  void landingTablesAreEmptiedWhereTheyExist() {
    assertTrue(ErasureRules.statements(Set.of("landing_rows")).containsKey(Tables.LANDING_ROWS));
  }
}
