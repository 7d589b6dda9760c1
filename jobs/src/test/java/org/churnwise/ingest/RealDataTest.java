package org.churnwise.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Tag;
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

  private static Path realData(String name) {
    return Path.of(System.getenv("CHURN_REAL_DATA")).resolve(name);
  }

  private IngestResult load(TemporaryWarehouse temporary, Path source, String contractName) {
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
          load(temporary, realData("cdnow"), "cdnow"));
      assertEquals(
          TextTable.expected(
              """
              sales | returned | customers | items  | amount     | first_day  | last_day
              69659 | 0        | 23570     | 167881 | 2500315.63 | 1997-01-01 | 1998-06-30
              """),
          temporary.rows(TOTALS));
    }
  }

  /** 20,000 lines less 6,653 without customer are 707 invoices and 93 cancellations. */
  @Test
  void theFirstLinesOfOnlineRetailAreInvoices() throws IOException {
    assertOnlineRetail(
        new IngestResult(
            1, 0, 20_000, 6_653, 0, 12_547, 800, 0, 0, 0, 800, 0, LocalDate.of(2010, 12, 9)),
        """
        sales | returned | customers | items  | amount    | first_day  | last_day
        800   | 93       | 559       | 136864 | 282093.16 | 2010-12-01 | 2010-12-09
        """,
        firstLines(20_000));
  }

  /**
   * 541,909 lines less 135,080 without customer are 18,536 invoices and 3,654 cancellations. {@link
   * #theFirstLinesOfOnlineRetailAreInvoices} proves the contract on nine of its days.
   */
  @Test
  @Tag("full")
  void theLinesOfOnlineRetailAreInvoices() {
    assertOnlineRetail(
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
        """
        sales | returned | customers | items   | amount      | first_day  | last_day
        22190 | 3654     | 4372      | 4906888 | 8300065.814 | 2010-12-01 | 2011-12-09
        """,
        realData("online-retail"));
  }

  private void assertOnlineRetail(IngestResult expected, String totals, Path source) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      assertEquals(expected, load(temporary, source, "online-retail"));
      assertEquals(TextTable.expected(totals), temporary.rows(TOTALS));
    }
  }

  /** A folder with the header and so many lines of the file; none of its texts has a line break. */
  private Path firstLines(int count) throws IOException {
    Path file = Path.of("online-retail", "online_retail.csv.gz");
    Path cut = folder.resolve(file);
    Files.createDirectories(cut.getParent());
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(realData(file.toString()))), UTF_8));
        Writer writer =
            new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(cut)), UTF_8)) {
      for (int line = 0; line <= count; line++) {
        writer.write(lines.readLine() + "\n");
      }
    }
    return cut.getParent();
  }
}
