package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each leak is planted in the text of the jobs' own SQL, and the check that must find it does. */
@Slow
class PlantedLeaksTest {
  private static final CheckedStatements TRUE_ONES = CheckedStatements.ofTheJobs();

  @TempDir static Path folder;
  private static LoadedPurchases loaded;

  @BeforeAll
  static void load() {
    loaded = LoadedPurchases.in(folder);
  }

  @AfterAll
  static void close() {
    loaded.close();
  }

  @Test
  void theStatementsOfTheJobsLeakNothingAndTheLiveTablesAreNotWritten() {
    List<String> before = live();
    for (CheckResult result : loaded.check(TRUE_ONES, LoadedPurchases.SNAPSHOTS)) {
      assertEquals(CheckResult.Outcome.OK, result.verdict(), result::toString);
    }
    assertEquals(before, live());
  }

  @Test
  void aMeanOverTheWrongNumberOfCommentsIsFoundByRecomputation() {
    CheckedStatements wrong =
        new CheckedStatements(
            altered(
                TRUE_ONES.features(),
                "iff(c.s2 is null, 1, iff(c.s3 is null, 2, iff(c.s4 is null, 3, 4))) as avg_4",
                "4 as avg_4"),
            TRUE_ONES.labels());
    assertEquals(List.of("stored-slices", "recomputation"), loaded.leaks(wrong));
  }

  @ParameterizedTest(name = "{0} is found by {1}")
  @MethodSource("leaks")
  void aPlantedLeakIsFoundByItsCheck(String leak, String check, CheckedStatements leaky) {
    CheckResult result = loaded.check(check, leaky, LoadedPurchases.SNAPSHOTS);
    assertTrue(result.isLeak(), () -> leak + ": " + result);
  }

  static Stream<Arguments> leaks() {
    return Stream.of(
        features(
            "window off by one day",
            "boundary-day",
            "on s.transaction_date < d.snapshot_date",
            "on s.transaction_date <= d.snapshot_date"),
        comments("join on customer only", "truncation", "on c.next_date = date '9999-12-31'"),
        features(
            "last-purchase anchor",
            "poisoned-future",
            "datediff('day', p.last_purchase_date, p.snapshot_date)",
            "datediff('day', (select max(a.transaction_date) from sales a"
                + " where a.customer_id = p.customer_id), p.snapshot_date)"),
        comments(
            "future sentiment",
            "poisoned-future",
            "on c.chat_date < dateadd('day', 30, d.snapshot_date)"
                + " and c.next_date >= dateadd('day', 30, d.snapshot_date)"),
        features(
            "attributes as last loaded",
            "poisoned-future",
            "  and c.counts_from <= p.snapshot_date\n  and c.counts_until > p.snapshot_date",
            "  and c.counts_until = date '9999-12-31'"),
        features(
            "global target mean",
            "shuffled-labels",
            "cast(p.amount_of_orders as double) / p.orders_total",
            "(select avg(l.churned) from customer_labels l where l.customer_id = p.customer_id)"),
        labels(
            "late arrival",
            "late-arrivals",
            "when p.matures_on > :watermark then",
            "when dateadd('day', -10, p.matures_on) > :watermark then"),
        features(
            "label as a level",
            "single-feature",
            "cast(c.customer_segment as string)",
            "(select max(cast(l.churned as string)) from customer_labels l"
                + " where l.customer_id = p.customer_id and l.snapshot_date = p.snapshot_date)"),
        features(
            "label copied",
            "single-feature",
            "cast(p.amount_of_orders as double) / p.orders_total",
            "(select max(l.churned) from customer_labels l where l.customer_id = p.customer_id"
                + " and l.snapshot_date = p.snapshot_date)"));
  }

  private static Arguments features(String leak, String check, String from, String to) {
    return Arguments.of(
        leak,
        check,
        new CheckedStatements(altered(TRUE_ONES.features(), from, to), TRUE_ONES.labels()));
  }

  /** Comments that are joined on another condition; none is left out before for its date. */
  private static Arguments comments(String leak, String check, String condition) {
    Sql ofAllDates =
        altered(
            TRUE_ONES.features(),
            "    and chat_date < (select max(snapshot_date) from snapshots)\n",
            "");
    String dated = "on c.chat_date < d.snapshot_date\n    and c.next_date >= d.snapshot_date";
    return Arguments.of(
        leak,
        check,
        new CheckedStatements(altered(ofAllDates, dated, condition), TRUE_ONES.labels()));
  }

  private static Arguments labels(String leak, String check, String from, String to) {
    return Arguments.of(
        leak,
        check,
        new CheckedStatements(TRUE_ONES.features(), altered(TRUE_ONES.labels(), from, to)));
  }

  private static Sql altered(Sql sql, String from, String to) {
    String text = sql.text().replace(from, to);
    assertNotEquals(sql.text(), text, () -> sql.name() + " no longer has: " + from);
    return new Sql(sql.name(), text, sql.values());
  }

  private static List<String> live() {
    List<String> content = new ArrayList<>();
    Tables.kept().forEach(table -> content.add(loaded.temporary().rows(table)));
    return content;
  }
}
