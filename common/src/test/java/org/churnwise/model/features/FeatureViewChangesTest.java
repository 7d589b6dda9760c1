package org.churnwise.model.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import org.churnwise.model.features.FeatureView.ViewColumn;
import org.junit.jupiter.api.Test;

class FeatureViewChangesTest {
  private static final ViewColumn AGE = column("age", "numeric", true);
  private static final ViewColumn CITY = column("city", "categorical", true);

  @Test
  void equalVersionsDifferInNothing() {
    FeatureView view = view("sql", "select 1", AGE, CITY);
    assertEquals("nothing", FeatureViewChanges.between(view, view).inWords());
  }

  @Test
  void columnsAreAddedAndRemoved() {
    FeatureViewChanges changes =
        FeatureViewChanges.between(view("sql", "", AGE), view("sql", "", CITY));
    assertEquals(List.of(CITY), changes.added());
    assertEquals(List.of(AGE), changes.removed());
    assertEquals("added column city; removed column age", changes.inWords());
    assertFalse(changes.sqlChanged());
  }

  @Test
  void aColumnThatIsNoInputAnyMoreHasChanged() {
    assertEquals(
        "column age numeric, input became numeric, no input",
        FeatureViewChanges.between(
                view("sql", "", AGE), view("sql", "", column("age", "numeric", false)))
            .inWords());
  }

  @Test
  void anotherOrderOfTheSameColumnsIsTold() {
    assertEquals(
        "order of columns",
        FeatureViewChanges.between(view("sql", "", AGE, CITY), view("sql", "", CITY, AGE))
            .inWords());
  }

  @Test
  void linesThatOnlyOneStatementHasAreTold() {
    FeatureViewChanges changes =
        FeatureViewChanges.between(
            view("1", "select\n  a,\n  b + 1\nfrom t", AGE),
            view("2", "select\n    a,\n  b + 2,\n  c\nfrom t", AGE));
    assertEquals("SQL", changes.inWords());
    assertEquals(List.of("b + 1"), changes.sqlRemoved());
    assertEquals(List.of("b + 2,", "c"), changes.sqlAdded());
  }

  @Test
  void aLineThatStandsTwiceNowIsAddedOnce() {
    assertEquals(
        List.of("a,"),
        FeatureViewChanges.between(view("1", "a,\nb", AGE), view("2", "a,\na,\nb", AGE))
            .sqlAdded());
  }

  private static ViewColumn column(String name, String type, boolean input) {
    return new ViewColumn(name, type, input, true, "owner", "profile", "What it is.");
  }

  private static FeatureView view(String sqlHash, String statement, ViewColumn... columns) {
    return new FeatureView(
        "CUSTOMER_FEATURES",
        "V1",
        sqlHash,
        "catalogue",
        List.of(columns),
        statement,
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
