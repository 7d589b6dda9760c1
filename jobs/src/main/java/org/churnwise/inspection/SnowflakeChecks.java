package org.churnwise.inspection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Whether a Snowflake account lets the jobs work: asked by SHOW and SELECT, so that nothing is
 * written. The call for a sentiment is billed as one of a few words.
 */
final class SnowflakeChecks {
  private static final Duration MOST_SKEW = Duration.ofSeconds(30);
  private static final List<String> CREATED =
      List.of("CREATE TABLE", "CREATE VIEW", "CREATE STAGE");

  private final Warehouse warehouse;
  private final Clock clock;

  SnowflakeChecks(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  List<Finding> findings() {
    Instant before = clock.instant();
    ResultRow session = warehouse.query(Sql.named("warehouse/snowflake/session")).get(0);
    Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    String role = session.optionalString("role_name").orElse("");
    String used = session.optionalString("warehouse_name").orElse("");
    return List.of(
        clock(middle, session.instant("account_time")),
        Finding.of("time zone", this::timeZone),
        Finding.of("warehouse", () -> virtualWarehouse(used)),
        rights(role));
  }

  static Finding clock(Instant here, Instant there) {
    Duration skew = Duration.between(here, there);
    String told =
        String.format(Locale.ROOT, "the account's is %+.1f s from this one", skew.toMillis() / 1e3);
    return skew.abs().compareTo(MOST_SKEW) > 0
        ? Finding.warning("clock", told + "; set this machine's by a time server")
        : Finding.ok("clock", told);
  }

  private Finding timeZone() {
    String zone =
        warehouse.query(Sql.named("warehouse/snowflake/time_zone")).get(0).string("value");
    return zone.equals("UTC")
        ? Finding.ok("time zone", "UTC")
        : Finding.failed(
            "time zone", zone + ": the session was asked for UTC; nothing may reset it");
  }

  private Finding virtualWarehouse(String used) {
    return virtualWarehouse(
        used, warehouse.query(Sql.named("warehouse/snowflake/shown_warehouses")));
  }

  static Finding virtualWarehouse(String used, List<ResultRow> shown) {
    if (used.isEmpty()) {
      return Finding.failed("warehouse", "the session has none; set ML_WAREHOUSE");
    }
    List<ResultRow> found =
        shown.stream().filter(row -> row.string("name").equalsIgnoreCase(used)).toList();
    if (found.isEmpty()) {
      return Finding.failed("warehouse", "the role cannot see " + used + "; grant usage on it");
    }
    String state = found.get(0).string("state");
    boolean resumes = found.get(0).string("auto_resume").equals("true");
    String told = used + " is " + state + ", auto_resume = " + resumes;
    return state.equals("SUSPENDED") && !resumes
        ? Finding.failed(
            "warehouse", told + "; alter warehouse " + used + " set auto_resume = true")
        : Finding.ok("warehouse", told);
  }

  /** That grants cannot be shown says nothing about the rights themselves. */
  private Finding rights(String role) {
    try {
      Sql shown = Sql.named("warehouse/snowflake/shown_grants").with("role", role);
      return rights(role, warehouse.schema(), warehouse.query(shown));
    } catch (ChurnException | IllegalArgumentException e) {
      return Finding.warning("rights", "cannot be shown: " + e.getMessage());
    }
  }

  /**
   * Rights that come through another role are not shown, so that a missing one is no failure yet.
   */
  static Finding rights(String role, String schema, List<ResultRow> grants) {
    Set<String> onSchema =
        grants.stream()
            .filter(grant -> grant.string("granted_on").equals("SCHEMA"))
            .filter(grant -> isSchema(grant.string("name"), schema))
            .map(grant -> grant.string("privilege"))
            .collect(Collectors.toSet());
    List<String> missing = CREATED.stream().filter(right -> !onSchema.contains(right)).toList();
    return onSchema.contains("OWNERSHIP") || missing.isEmpty()
        ? Finding.ok("rights", role + " may create tables, views and stages in " + schema)
        : Finding.warning(
            "rights",
            role
                + " itself has no "
                + String.join(", ", missing)
                + " on schema "
                + schema
                + "; apply sql/warehouse/snowflake/grants.sql, unless another role gives it these");
  }

  private static boolean isSchema(String name, String schema) {
    return name.substring(name.lastIndexOf('.') + 1).replace("\"", "").equalsIgnoreCase(schema);
  }
}
