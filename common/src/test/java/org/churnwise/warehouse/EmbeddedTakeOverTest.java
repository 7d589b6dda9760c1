package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.churnwise.sql.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another thread takes a warehouse over from one that is in the middle of a statement. */
class EmbeddedTakeOverTest {
  /** Minutes of work. */
  private static final String ENDLESS =
      "insert into kept select count(*) from range(1000000) a, range(1000000) b where hash(a.range"
          + " + b.range) = 1";

  @TempDir Path folder;

  @Test
  @Timeout(60) // a statement that is not cancelled never ends
  void theRunningTransactionIsRolledBackAndItsThreadGoesNoFurther() throws Exception {
    try (Warehouse warehouse = EmbeddedFiles.open(folder.resolve("churn.duckdb"))) {
      warehouse.execute(sql("create table kept (number bigint)"));
      CountDownLatch begun = new CountDownLatch(1);
      AtomicBoolean wentOn = new AtomicBoolean();
      Thread user =
          new Thread(
              () -> {
                try {
                  warehouse.transaction(
                      () -> {
                        warehouse.execute(sql("insert into kept values (1)"));
                        begun.countDown();
                        warehouse.execute(sql(ENDLESS));
                      });
                } finally {
                  wentOn.set(true);
                }
              });
      user.setDaemon(true);
      user.start();
      begun.await();

      Instant start = Instant.now();
      warehouse.takeOver();
      assertTrue(Duration.between(start, Instant.now()).compareTo(Warehouse.TAKE_OVER_TIME) < 0);
      assertEquals(
          0,
          warehouse
              .query(sql("select count(*) as rows_kept from kept"))
              .get(0)
              .longValue("rows_kept"));
      warehouse.transaction(() -> warehouse.execute(sql("insert into kept values (2)")));
      assertEquals(
          1,
          warehouse
              .query(sql("select count(*) as rows_kept from kept"))
              .get(0)
              .longValue("rows_kept"));
      assertTrue(user.isAlive() && !wentOn.get());
    }
  }

  /**
   * Whatever moment it comes at: between two statements, at the begin or the end of a transaction.
   */
  @Test
  @Timeout(60)
  void whoTakesOverCanAlwaysWriteAndClose() throws Exception {
    for (int round = 0; round < 40; round++) {
      Path file = folder.resolve("round" + round + ".duckdb");
      try (Warehouse warehouse = EmbeddedFiles.open(file)) {
        warehouse.execute(sql("create table kept (number bigint)"));
        CountDownLatch begun = new CountDownLatch(1);
        Thread user =
            new Thread(
                () -> {
                  while (true) {
                    begun.countDown();
                    warehouse.transaction(() -> null);
                  }
                });
        user.setDaemon(true);
        user.start();
        begun.await();
        LockSupport.parkNanos(round * 100_000L);
        warehouse.takeOver();
        warehouse.transaction(() -> warehouse.execute(sql("insert into kept values (2)")));
      }
    }
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}
