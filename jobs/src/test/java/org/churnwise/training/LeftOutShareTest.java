package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.registry.LeftOutShare;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class LeftOutShareTest {
  @TempDir Path folder;

  @Test
  void aQuarterOfTwoToTheThirtyTwoIsFourZerosAndSoOn() {
    TrainingSettings quarter = new TrainingSettings(1, 0.25, 20, 3, 0.3, 1, 1, 1, 1, 1, 0.5);
    assertEquals("40000000", LeftOutShare.of(quarter).below());
  }

  @Test
  void theWarehouseLeavesOutTheCustomersWithALowHash() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      PlantedData.learnable(temporary, 200).withFinal("2024-06-01").withPending("2024-07-01");
      List<Row> rows =
          new TrainingRows(temporary.warehouse(), TestRules.training())
              .read(
                  TestSpark.session(), List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1)))
              .collectAsList();
      assertEquals(200, rows.size()); // no row of the PENDING snapshot
      for (Row row : rows) {
        String customer = row.getAs("customer_id");
        assertEquals(isLeftOut(42, customer, 0.2), row.<Boolean>getAs("left_out"), customer);
      }
    }
  }

  /**
   * The rule written another way: the first four bytes of the hash as a number, against the share
   * of 2^32.
   */
  static boolean isLeftOut(long seed, String customer, double share) {
    try {
      byte[] hash =
          MessageDigest.getInstance("MD5")
              .digest((seed + ":" + customer).getBytes(StandardCharsets.UTF_8));
      long number = new BigInteger(1, Arrays.copyOf(hash, 4)).longValueExact();
      return number < (long) (share * 4294967296.0);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
