package org.churnwise.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.SourceFile;
import org.junit.jupiter.api.Test;

class MonthPlanTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2024, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2024, 12);
  private static final YearMonth JANUARY = YearMonth.of(2025, 1);

  @Test
  void aMonthWithADriftFileIsADriftMonthEvenIfItHasABaseFileToo() {
    MonthPlan plan =
        MonthPlan.of(
            List.of(sales(NOVEMBER), sales(DECEMBER), drift("sales", Optional.of(DECEMBER))));
    assertEquals(List.of(NOVEMBER), plan.baseMonths());
    assertEquals(List.of(NOVEMBER, DECEMBER), plan.allMonths());
  }

  @Test
  void aMonthThatOnlyFeedbackHasIsNoMonth() {
    MonthPlan plan = MonthPlan.of(List.of(sales(NOVEMBER), feedback(JANUARY)));
    assertEquals(List.of(NOVEMBER), plan.allMonths());
  }

  @Test
  void monthsAreInCalendarOrderAcrossTheYear() {
    MonthPlan plan = MonthPlan.of(List.of(sales(JANUARY), sales(NOVEMBER), sales(DECEMBER)));
    assertEquals(List.of(NOVEMBER, DECEMBER, JANUARY), plan.baseMonths());
  }

  @Test
  void aMissingMonthBetweenTwoOthersIsRefusedByName() {
    ChurnException e =
        assertThrows(
            ChurnException.class, () -> MonthPlan.of(List.of(sales(NOVEMBER), sales(JANUARY))));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertEquals(
        "no sales file for 2024-12, but for 2024-11 and 2025-01; nothing was loaded, add the missing file;"
            + " if there was no sale, an empty one, with --accept \"2024-12: REASON\"",
        e.getMessage());
  }

  @Test
  void aSalesFileWithoutAMonthIsRefusedWithWhatToRunInstead() {
    SourceFile wholeHistory = file("sales", "cdnow.csv", Optional.empty(), false);
    ChurnException e =
        assertThrows(ChurnException.class, () -> MonthPlan.of(List.of(wholeHistory)));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertEquals(
        "the pipeline runs month by month, but /data/cdnow.csv has no month in its name; load it with"
            + " 'submit/churn ingest' and run features, label, train, score, monitor or backtest",
        e.getMessage());
  }

  @Test
  void driftFilesOfEarlierMonthsWaitForTheFirstDriftMonth() {
    SourceFile earlyComments = drift("feedback", Optional.of(NOVEMBER));
    SourceFile newCustomers = drift("customers", Optional.empty());
    SourceFile customers = file("customers", "customers.csv", Optional.empty(), false);
    SourceFile driftSales = drift("sales", Optional.of(JANUARY));
    MonthPlan plan =
        MonthPlan.of(
            List.of(
                customers,
                newCustomers,
                sales(NOVEMBER),
                earlyComments,
                sales(DECEMBER),
                driftSales));
    assertEquals(List.of(sales(DECEMBER), customers, sales(NOVEMBER)), plan.filesUpTo(DECEMBER));
    assertEquals(
        List.of(
            driftSales, customers, newCustomers, sales(NOVEMBER), earlyComments, sales(DECEMBER)),
        plan.filesUpTo(JANUARY));
    assertEquals(List.of(customers), plan.baseCustomers());
  }

  private static SourceFile sales(YearMonth month) {
    return file("sales", "sales_" + month + ".csv", Optional.of(month), false);
  }

  private static SourceFile feedback(YearMonth month) {
    return file("feedback", "feedback_raw_" + month + ".csv", Optional.of(month), false);
  }

  private static SourceFile drift(String feed, Optional<YearMonth> month) {
    return file(feed, "new_" + feed + month.map(m -> "_" + m).orElse("") + ".csv", month, true);
  }

  private static SourceFile file(
      String feed, String name, Optional<YearMonth> month, boolean drift) {
    return new SourceFile(feed, "file:/data/" + name, name, month, drift, "hash of " + name, 10);
  }
}
