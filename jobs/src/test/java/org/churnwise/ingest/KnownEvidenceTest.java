package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.evidence.SalesEvidence;
import org.churnwise.run.Ledger;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run knows of the evidence from load to load is what it would count from all rows. */
@Slow
class KnownEvidenceTest {
  private static final String JANUARY =
      """
      T1,C1,2025-01-01,true,1,Cash,5.00
      T2,C2,2025-01-31,,2,Card,7.00
      T3,C3,2025-01-31,false,,,9.00
      """;
  private static final String FEBRUARY =
      """
      T4,C1,2025-02-01,true,1,Cheque,1.00
      T5,C2,2025-02-01,,2,Card,3.00
      """;

  @TempDir private Path folder;
  private LoadFixture fixture;
  private Ledger ledger;

  @BeforeEach
  void open() throws IOException {
    fixture = new LoadFixture(folder);
    fixture.write("customers.csv", "C1,30,gold,male,Rome,2024-01-01\nC2,,,,Bonn,2024-01-01\n");
    fixture.write("sales_2025_01.csv", JANUARY);
    fixture.write("feedback_raw_2025_01.csv", "2025-01-05,Good,C1,F1,1\n2025-01-06,,C2,F2,2\n");
    ledger = fixture.temporary().ledger("r1", LoadFixture.AS_OF);
    load();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void monthAfterMonth() throws IOException {
    assertEquals(counted(), known());
    fixture.write("sales_2025_02.csv", FEBRUARY);
    fixture.write("feedback_raw_2025_02.csv", "2025-02-05,Bad,C1,F3,3\n");
    load();
    assertEquals(counted(), known());
    assertEquals(4, known().get().salesByDay().size() + known().get().comments().size() - 1);
  }

  @Test
  void aFurtherFileOfAMonthIsCountedWithItsOtherRows() throws IOException {
    fixture.write("new_sales_2025_01.csv", "T6,C2,2025-01-02,true,1,Cash,4.00\n");
    load();
    assertEquals(counted(), known());
    assertEquals(1, known().get().salesByDay().get(LocalDate.of(2025, 1, 2)));
  }

  @Test
  void attributesOfCustomersConcernAllMonths() throws IOException {
    fixture.write("sales_2025_02.csv", FEBRUARY);
    fixture.write("new_customers.csv", "C3,50,gold,male,Rome,2024-01-01\n");
    load();
    assertEquals(counted(), known());
  }

  @Test
  void aRowThatIsLeftOutLeavesThemUnknown() throws IOException {
    fixture.write("sales_2025_02.csv", FEBRUARY + "T4,C1,2025-02-01,true,1,Cheque,1.00\n");
    load();
    assertEquals(Optional.empty(), known());
    fixture.write("sales_2025_03.csv", "T7,C1,2025-03-01,true,1,Cash,5.00\n");
    load();
    assertEquals(counted(), known());
    assertTrue(known().isPresent());
  }

  @Test
  void aMonthWithoutAFileCountsNothing() {
    assertEquals(statements(LoadTerms.none()), statements(LoadTerms.ofWholeMonths(List.of())));
  }

  /** How many statements a load sends that has nothing to load. */
  private long statements(LoadTerms terms) {
    long before = fixture.temporary().warehouse().traffic().total().statements();
    load(terms);
    return fixture.temporary().warehouse().traffic().total().statements() - before;
  }

  private void load() {
    load(LoadTerms.none());
  }

  private void load(LoadTerms terms) {
    Contract contract = Contract.load("reference");
    new DataIngestionPipeline(
            fixture.temporary().warehouse(),
            ledger,
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(
            new FileDiscovery(contract).discover(fixture.source().toString()),
            terms,
            IngestProgress.silent());
  }

  private Optional<SalesEvidence> known() {
    return KnownEvidence.beside(List.of(), ledger);
  }

  private Optional<SalesEvidence> counted() {
    return Optional.of(
        SalesEvidence.of(
            fixture.temporary().warehouse().query(SalesEvidence.query(false, true, true))));
  }
}
