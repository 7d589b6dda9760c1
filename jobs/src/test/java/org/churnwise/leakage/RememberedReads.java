package org.churnwise.leakage;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.Warehouse;

/**
 * A warehouse that nobody changes, and of which Spark reads each table once, for scratch copies:
 * the read is a fifth of such a copy. It does nothing else.
 */
final class RememberedReads {
  private final Warehouse warehouse;
  private final Map<String, Dataset<Row>> read = new HashMap<>();

  private RememberedReads(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  static Warehouse of(Warehouse warehouse) {
    RememberedReads remembered = new RememberedReads(warehouse);
    return (Warehouse)
        Proxy.newProxyInstance(
            Warehouse.class.getClassLoader(),
            new Class<?>[] {Warehouse.class},
            (proxy, method, given) -> {
              if (!method.getName().equals("read")) {
                throw new UnsupportedOperationException(method.toString());
              }
              return remembered.read((SparkSession) given[0], (Sql) given[1], (Table) given[2]);
            });
  }

  private Dataset<Row> read(SparkSession spark, Sql query, Table shape) {
    return read.computeIfAbsent(
        shape.name(), name -> TestSpark.inMemory(warehouse.read(spark, query, shape)));
  }
}
