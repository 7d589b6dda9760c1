package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.churnwise.leakage.CheckResult.Outcome;
import org.churnwise.leakage.Shop.Rhythm;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks of single features are silent on data of which nothing was written later. */
@Slow
class HonestDataTest {
  private static final String REAL_DATA = "CHURN_REAL_DATA";
  private static final String WITHOUT = "CHURN_REAL_DATA does not name the folder of the real data";

  /**
   * Under -Dfull more seeds, more customers of the sample, all of the largest data set, and the
   * published data at weekly snapshots too: without, {@link #theSample} is silent at those.
   */
  private static final boolean FULL = System.getProperty("full") != null;

  @TempDir Path folder;

  /** The bundled sample's own seed first. */
  static LongStream seeds() {
    return LongStream.concat(LongStream.of(42), LongStream.rangeClosed(1, FULL ? 8 : 0));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSample(long seed) {
    try (Shop shop = Shop.sample(folder, FULL ? 5_000 : 700, seed)) {
      assertSilent(shop, Rhythm.values());
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = REAL_DATA, matches = ".+", disabledReason = WITHOUT)
  void cdnow() {
    String query =
        """
select 'line ' || row_number() over (), customer_id, strptime(date, '%%Y%%m%%d'), dollar_value
from read_csv('%s', types = {'customer_id': 'varchar', 'date': 'varchar'})
where %s or right(customer_id, 1) = '0'\
"""
            .formatted(realData("cdnow/cdnow.csv"), FULL);
    try (Shop shop = Shop.ofSales(folder, query)) {
      assertSilent(shop, rhythmsOfPublishedData());
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = REAL_DATA, matches = ".+", disabledReason = WITHOUT)
  void onlineRetail() {
    String query =
        """
        select InvoiceNo, CustomerID, min(cast(InvoiceDate as date)), sum(Quantity * UnitPrice)
        from read_csv('%s', types = {'InvoiceNo': 'varchar', 'CustomerID': 'varchar'})
        where CustomerID is not null and InvoiceNo not like 'C%%'
        group by InvoiceNo, CustomerID\
        """
            .formatted(realData("online-retail/online_retail.csv.gz"));
    try (Shop shop = Shop.ofSales(folder, query)) {
      assertSilent(shop, rhythmsOfPublishedData());
    }
  }

  private static Rhythm[] rhythmsOfPublishedData() {
    return FULL ? Rhythm.values() : new Rhythm[] {Rhythm.MONTHLY};
  }

  private static Path realData(String file) {
    return Path.of(System.getenv(REAL_DATA)).resolve(file);
  }

  private static void assertSilent(Shop shop, Rhythm... rhythms) {
    for (Rhythm rhythm : rhythms) {
      shop.compute(rhythm);
      for (CheckResult result : shop.check()) {
        assertEquals(Outcome.OK, result.verdict(), result::toString);
      }
    }
  }
}
