package org.churnwise.snowflake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.churnwise.config.Settings;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.Assumptions;

/**
 * A real account, reached as the product reaches it: by the variables CHURN_SNOWFLAKE_..., with a
 * database (ML_DATABASE) in which the role may create schemas, and a virtual warehouse
 * (ML_WAREHOUSE). Costs credits.
 */
final class RealAccount implements SnowflakeAccount {
  private final Map<String, String> environment;

  RealAccount(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public TestSchema newSchema() {
    String name =
        "CHURNWISE_TEST_" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    Map<String, String> keys = Map.of("warehouse.kind", "snowflake", "warehouse.schema", name);
    TestSchema schema =
        new TestSchema(this, keys, () -> run("drop schema if exists " + name + " cascade", keys));
    run("create schema " + name, keys);
    return schema;
  }

  private void run(String sql, Map<String, String> keys) {
    Settings settings = TestSchema.settings(environment, keys);
    try (SnowflakeWarehouse warehouse =
        new SnowflakeWarehouse(settings.warehouse(), settings.snowflake())) {
      warehouse.execute(new Sql("test", sql, Map.of()));
    }
  }

  @Override
  public boolean isLogged() {
    return false;
  }

  @Override
  public List<SentStatement> sent(String database) {
    Assumptions.abort("a real account shows no log of statements at once");
    return List.of();
  }

  @Override
  public HeldStatement hold(String start) {
    return Assumptions.abort("a real account holds no statement back");
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }
}
