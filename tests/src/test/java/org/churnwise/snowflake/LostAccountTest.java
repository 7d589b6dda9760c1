package org.churnwise.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The account goes away while a run works: a line of its own, in time, and no retries for ever. */
@Slow
class LostAccountTest {
  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(36);
  private static final Sql CUSTOMERS =
      new Sql("customers", "select customer_id from customers", Map.of());

  @Test
  void whatIsReadAfterItsLossFailsAndTheEndIsBounded() throws Exception {
    SnowflakeAccount account = SnowflakeAccount.forTests();
    Assumptions.assumeTrue(account instanceof LocalAccount, "a real account cannot be cut off");
    try (TestSchema schema = account.newSchema();
        Line line = new Line(account.environment().get("CHURN_SNOWFLAKE_HOST"))) {
      SnowflakeWarehouse warehouse = open(schema, line);
      warehouse.execute(Tables.CUSTOMERS.ddl());
      read(warehouse);
      line.close();
      long start = System.nanoTime();
      ChurnException read = assertThrows(ChurnException.class, () -> read(warehouse));
      assertEquals(ExitCode.WAREHOUSE, read.exitCode());
      ChurnException query = assertThrows(ChurnException.class, () -> warehouse.query(CUSTOMERS));
      assertEquals(ExitCode.WAREHOUSE, query.exitCode());
      warehouse.close();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(LONGEST_END) < 0, () -> "took " + took);
    }
  }

  private static List<Row> read(SnowflakeWarehouse warehouse) {
    return warehouse.read(TestSpark.session(), CUSTOMERS, Tables.CUSTOMERS).collectAsList();
  }

  private static SnowflakeWarehouse open(TestSchema schema, Line line) {
    Map<String, String> environment = new HashMap<>(schema.environment());
    environment.put("CHURN_SNOWFLAKE_HOST", line.address());
    Map<String, String> keys = new HashMap<>();
    for (String set : schema.sets()) {
      keys.put(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1));
    }
    keys.put("snowflake.login-timeout-seconds", String.valueOf(LOGIN_TIMEOUT.toSeconds()));
    keys.put("snowflake.retries", "1");
    var settings = TestSchema.settings(environment, keys);
    return new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
  }

  /** A way to a server on this machine that can be cut: closed, it refuses whoever comes. */
  private static final class Line implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final InetSocketAddress server;

    Line(String address) throws IOException {
      int colon = address.lastIndexOf(':');
      server =
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
      threads.submit(this::serve);
    }

    String address() {
      return "127.0.0.1:" + door.getLocalPort();
    }

    private Void serve() throws IOException {
      while (true) {
        Socket client = door.accept();
        Socket there = new Socket(server.getAddress(), server.getPort());
        open.addAll(List.of(client, there));
        threads.submit(() -> copy(client, there));
        threads.submit(() -> copy(there, client));
      }
    }

    private static Void copy(Socket from, Socket to) throws IOException {
      try (from;
          to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        in.transferTo(out);
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
      threads.shutdownNow();
    }
  }
}
