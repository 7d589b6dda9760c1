package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FilePattern;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;
import org.junit.jupiter.api.Test;

/** From which snapshot the rows of a customers file count. */
class ValidityTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
  private static final Contract REFERENCE = Contract.load("reference");
  private static final SourceFile NEW_CUSTOMERS =
      file("customers", "new_customers.csv", Optional.empty(), true);

  private static SourceFile file(
      String feed, String name, Optional<YearMonth> month, boolean drift) {
    return new SourceFile(feed, "/in/" + name, name, month, drift, "hash", 1);
  }

  private static SourceFile sales(String month, boolean drift) {
    YearMonth of = YearMonth.parse(month);
    String name = "sales_" + month.replace('-', '_') + ".csv";
    return file("sales", drift ? "new_" + name : name, Optional.of(of), drift);
  }

  private static LoadedFiles loaded(String... months) {
    List<LoadedFile> files = new ArrayList<>();
    for (String month : months) {
      files.add(
          new LoadedFile(
              "sales",
              Optional.of(YearMonth.parse(month)),
              "sales_" + month + ".csv",
              "hash",
              1,
              Optional.empty(),
              Optional.empty(),
              files.size() + 1L));
    }
    return new LoadedFiles(files, List.of(), Optional.empty(), Optional.empty());
  }

  private static LocalDate ofNewCustomers(LoadedFiles loaded, SourceFile... together) {
    return Validity.of(REFERENCE, List.of(together), loaded, TODAY).from(NEW_CUSTOMERS);
  }

  @Test
  void theFirstCustomersWereKnownFromTheBeginning() {
    SourceFile customers = file("customers", "customers.csv", Optional.empty(), false);
    Validity validity = Validity.of(REFERENCE, List.of(customers), loaded("2025-06"), TODAY);
    assertEquals(FilePattern.START, validity.from(customers));
  }

  @Test
  void driftCustomersCountAfterTheFirstDriftMonthThatTheyComeWith() {
    assertEquals(
        LocalDate.of(2025, 2, 1),
        ofNewCustomers(
            loaded("2024-11"),
            sales("2024-12", false),
            sales("2025-02", true),
            sales("2025-01", true),
            NEW_CUSTOMERS));
  }

  /** They may have arrived long after the newest month. */
  @Test
  void driftCustomersWithoutADriftMonthCountFromToday() {
    assertEquals(TODAY, ofNewCustomers(loaded("2025-05", "2025-06"), NEW_CUSTOMERS));
    assertEquals(TODAY, ofNewCustomers(loaded("2025-06"), sales("2025-07", false), NEW_CUSTOMERS));
  }

  @Test
  void driftCustomersThatComeWithALateMonthCountFromToday() {
    assertEquals(TODAY, ofNewCustomers(loaded("2025-06"), sales("2025-05", true), NEW_CUSTOMERS));
    assertEquals(
        LocalDate.of(2025, 7, 1),
        ofNewCustomers(loaded("2025-06"), sales("2025-06", true), NEW_CUSTOMERS));
  }

  @Test
  void driftCustomersBeforeAllSalesCountFromToday() {
    assertEquals(TODAY, ofNewCustomers(loaded(), sales("2025-05", false), NEW_CUSTOMERS));
  }

  @Test
  void onlyCustomersHaveAValidity() {
    SourceFile june = sales("2025-06", false);
    assertNull(Validity.of(REFERENCE, List.of(june), loaded(), TODAY).from(june));
  }
}
