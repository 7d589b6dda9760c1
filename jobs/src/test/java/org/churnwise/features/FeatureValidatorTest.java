package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

class FeatureValidatorTest extends FeatureRows {

  @Test
  void theCatalogueNamesTheColumnsOfTheTable() {
    FeatureValidator.requireAgreement(FeatureCatalogue.load(), Tables.CUSTOMER_FEATURES);
  }

  @Test
  void aCatalogueThatLacksAColumnIsRefused() {
    FeatureCatalogue all = FeatureCatalogue.load();
    FeatureCatalogue shorter =
        new FeatureCatalogue(all.features().subList(1, all.features().size()));
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () -> FeatureValidator.requireAgreement(shorter, Tables.CUSTOMER_FEATURES));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "conf/features.conf does not list the columns of customer_features in order",
        refused.getMessage().split(":")[0]);
  }

  /** The table as it is, but with texts where an age is a number. */
  @Test
  void aColumnThatCannotHoldItsFeatureIsRefused() {
    Table table = Tables.CUSTOMER_FEATURES;
    List<Column> columns =
        table.columns().stream()
            .map(
                column ->
                    column.name().equals("age") ? new Column("age", "string", true, "") : column)
            .toList();
    ChurnException refused =
        assertThrows(
            ChurnException.class,
            () ->
                FeatureValidator.requireAgreement(
                    FeatureCatalogue.load(), new Table(table.name(), columns, table.ddl())));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "conf/features.conf: feature age: type = numeric does not fit its column, which is string"
            + " in sql/schema/customer_features.sql",
        refused.getMessage());
  }

  /**
   * Two of three buyers have no customers row: 2/3 is above one half. One signed up after the
   * snapshot.
   */
  @Test
  void weakSlicesAreRecordedAndWritten() {
    sales(
        """
        C1 2025-05-20
        C2 2025-05-20
        C3 2025-05-20
        """);
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | age  | gender | valid_from
        C1          | 40   | null   | 2025-06-02
        C2          | null | F      | 2025-06-01
        """);
    compute("r1", false, "2025-06-01");
    assertEquals(
        TextTable.expected(
            """
            subject                      | check_name                             | value              | threshold | verdict
            customer_features 2025-06-01 | row_count                              | 3.0                | 1.0       | OK
            customer_features 2025-06-01 | duplicate_keys                         | 0.0                | 0.0       | OK
            customer_features 2025-06-01 | purchases_after_snapshot               | 0.0                | 0.0       | OK
            customer_features 2025-06-01 | impossible_recency                     | 0.0                | 0.0       | OK
            customer_features 2025-06-01 | windows_not_nested                     | 0.0                | 0.0       | OK
            customer_features 2025-06-01 | sentiment_out_of_range                 | 0.0                | 0.0       | OK
            customer_features 2025-06-01 | negative_tenure_share                  | 0.0                | 0.0       | OK
            customer_features 2025-06-01 | without_attributes_share               | 0.6666666666666666 | 0.5       | BREACH
            customer_features 2025-06-01 | attributes_younger_than_snapshot       | 0.3333333333333333 | 0.05      | BREACH
            customer_features 2025-06-01 | age_younger_than_snapshot              | 0.3333333333333333 | 0.05      | BREACH
            customer_features 2025-06-01 | gender_younger_than_snapshot           | 0.0                | 0.05      | OK
            customer_features 2025-06-01 | location_younger_than_snapshot         | 0.0                | 0.05      | OK
            customer_features 2025-06-01 | customer_segment_younger_than_snapshot | 0.0                | 0.05      | OK
            """),
        temporary.rows(
            Tables.DATA_QUALITY, "subject", "check_name", "value", "threshold", "verdict"));
    assertEquals(3, temporary.count(Tables.CUSTOMER_FEATURES));
  }
}
