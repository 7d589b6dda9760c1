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
 * Whether the jobs can work in a Snowflake account, checked by SHOW and SELECT alone, so that
 * nothing is written. Snowflake bills the sentiment call as a few tokens.
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
    String difference =
        String.format(
            Locale.ROOT,
            "the account's clock is %+.1f s from this machine's",
            skew.toMillis() / 1e3);
    return skew.abs().compareTo(MOST_SKEW) > 0
        ? Finding.warning("clock", difference + "; synchronise this machine with NTP")
        : Finding.ok("clock", difference);
  }

  private Finding timeZone() {
    String zone =
        warehouse.query(Sql.named("warehouse/snowflake/time_zone")).get(0).string("value");
    return zone.equals("UTC")
        ? Finding.ok("time zone", "UTC")
        : Finding.failed(
            "time zone", "%s; each session is set to UTC, remove what resets it".formatted(zone));
  }

  private Finding virtualWarehouse(String used) {
    return virtualWarehouse(
        used, warehouse.query(Sql.named("warehouse/snowflake/shown_warehouses")));
  }

  static Finding virtualWarehouse(String used, List<ResultRow> shown) {
    if (used.isEmpty()) {
      return Finding.failed("warehouse", "the session has none; set ML_WAREHOUSE");
    }
    List<ResultRow> named =
        shown.stream().filter(row -> row.string("name").equalsIgnoreCase(used)).toList();
    if (named.isEmpty()) {
      return Finding.failed("warehouse", "the role cannot see " + used + "; grant usage on it");
    }
    String state = named.get(0).string("state");
    boolean resumes = named.get(0).string("auto_resume").equals("true");
    String found = used + " is " + state + ", auto_resume = " + resumes;
    return state.equals("SUSPENDED") && !resumes
        ? Finding.failed(
            "warehouse",
            "%s; run: alter warehouse %s set auto_resume = true".formatted(found, used))
        : Finding.ok("warehouse", found);
  }

  /** A role that may not list grants may still have them: a warning. */
  private Finding rights(String role) {
    try {
      Sql shown = Sql.named("warehouse/snowflake/shown_grants").with("role", role);
      return rights(role, warehouse.schema(), warehouse.query(shown));
    } catch (ChurnException | IllegalArgumentException e) {
      return Finding.warning("rights", "cannot list the grants: " + e.getMessage());
    }
  }

  /** Rights inherited from another role are not listed, so that a missing one is only a warning. */
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
            "%s itself lacks %s on schema %s; apply sql/warehouse/snowflake/grants.sql unless it inherits them"
                .formatted(role, String.join(", ", missing), schema));
  }

  private static boolean isSchema(String name, String schema) {
    return name.substring(name.lastIndexOf('.') + 1).replace("\"", "").equalsIgnoreCase(schema);
  }
}
