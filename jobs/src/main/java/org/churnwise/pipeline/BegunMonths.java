package org.churnwise.pipeline;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * The months that killed runs of the same command have begun. The command that continues them
 * counts these as its own, so that it stops where it would have stopped undisturbed.
 */
record BegunMonths(Set<YearMonth> months) {

  /**
   * Reads them: one small query.
   *
   * @param arguments of the command, as its runs record them
   */
  static BegunMonths of(Warehouse warehouse, String arguments) {
    return new BegunMonths(
        warehouse.query(Sql.named("run/months_of_killed_runs")).stream()
            .filter(row -> row.string("arguments").equals(arguments))
            .map(row -> YearMonth.of((int) row.longValue("year"), (int) row.longValue("month")))
            .collect(Collectors.toSet()));
  }

  /**
   * How many iterations are left.
   *
   * @param limit of the command
   * @param forTraining months that are loaded before the first iteration
   */
  int left(int limit, Collection<YearMonth> forTraining) {
    long begun = months.stream().filter(month -> !forTraining.contains(month)).count();
    return (int) Math.max(0, limit - begun);
  }
}
