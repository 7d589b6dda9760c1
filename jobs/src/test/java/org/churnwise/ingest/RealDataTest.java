package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled contracts on the data that they were written for. The expected figures were counted
 * by a few lines of Python with exact decimals over the files themselves.
 */
@EnabledIfEnvironmentVariable(
    named = "CHURN_REAL_DATA",
    matches = ".+",
    disabledReason = "CHURN_REAL_DATA does not name the folder of the real data")
@Slow
class RealDataTest {
  private static final Sql TOTALS =
      new Sql(
          "test",
          """
          select
            count(*) as sales,
            count_if(is_return) as returned,
            count(distinct customer_id) as customers,
            cast(sum(num_items) as bigint) as items,
            sum(total_amount) as amount,
            min(transaction_date) as first_day,
            max(transaction_date) as last_day
          from sales
          """,
          Map.of());

  @TempDir Path folder;

  private IngestResult load(TemporaryWarehouse temporary, String data, String contractName) {
    Path source = Path.of(System.getenv("CHURN_REAL_DATA")).resolve(data);
    Contract contract = Contract.load(contractName);
    return new DataIngestionPipeline(
            temporary.warehouse(),
            temporary.ledger(),
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(new FileDiscovery(temporary.warehouse(), contract).discover(source.toString()));
  }

  @Test
  void everyLineOfCdnowIsASale() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      assertEquals(
          new IngestResult(
              1, 0, 69_659, 0, 0, 0, 69_659, 0, 0, 0, 69_659, 0, LocalDate.of(1998, 6, 30)),
          load(temporary, "cdnow", "cdnow"));
      assertEquals(
          TextTable.expected(
              """
              sales | returned | customers | items  | amount     | first_day  | last_day
              69659 | 0        | 23570     | 167881 | 2500315.63 | 1997-01-01 | 1998-06-30
              """),
          temporary.rows(TOTALS));
    }
  }

  /** 541,909 lines less 135,080 without customer are 18,536 invoices and 3,654 cancellations. */
  @Test
  void theLinesOfOnlineRetailAreInvoices() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      assertEquals(
          new IngestResult(
              1,
              0,
              541_909,
              135_080,
              0,
              384_639,
              22_190,
              0,
              0,
              0,
              22_190,
              0,
              LocalDate.of(2011, 12, 9)),
          load(temporary, "online-retail", "online-retail"));
      assertEquals(
          TextTable.expected(
              """
              sales | returned | customers | items   | amount      | first_day  | last_day
              22190 | 3654     | 4372      | 4906888 | 8300065.814 | 2010-12-01 | 2011-12-09
              """),
          temporary.rows(TOTALS));
    }
  }
}
