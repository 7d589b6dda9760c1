package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.RowFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two snapshots of 200 customers, of whom a fifth are left out of fits. */
class CustomerDrawTest {
  private static final LocalDate FITTED = LocalDate.of(2024, 6, 1);
  private static final LocalDate HELD_OUT = LocalDate.of(2024, 7, 1);
  private static final RowPart PART = RowPart.of(HELD_OUT);
  private static final double LEFT_OUT = 0.2;

  /** A quarter of those that are not left out. */
  private static final CustomerDraw QUARTER = CustomerDraw.ofRows(TestRules.training(), 40, 160);

  /** Half of those that are. */
  private static final RowPart HALF_OF_LEFT_OUT =
      PART.using(CustomerDraw.ofLeftOut(TestRules.training(), 20, 160));

  private static final double QUARTERS_END = LEFT_OUT + (1 - LEFT_OUT) / 4;

  @TempDir private static Path folder;
  private static TemporaryWarehouse temporary;
  private static TrainingData data;
  private static List<Row> rows;

  @BeforeAll
  static void plant() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 200).withFinal("2024-06-01", "2024-07-01");
    data =
        new TrainingData(
            temporary.warehouse(),
            TestRules.training(),
            TestSpark::session,
            List.of(FITTED, HELD_OUT));
    rows =
        new TrainingRows(temporary.warehouse(), TestRules.training())
            .read(TestSpark.session(), List.of(FITTED, HELD_OUT))
            .collectAsList();
    assertEquals(400, rows.size());
  }

  @AfterAll
  static void close() {
    data.close();
    temporary.close();
  }

  private static boolean isBelow(Row row, double share) {
    return LeftOutShareTest.isLeftOut(42, row.getAs("customer_id"), share);
  }

  private static String key(Row row) {
    return row.getAs("snapshot_date") + " " + row.getAs("customer_id");
  }

  private static ContenderScoring scoring(RowPart part) {
    LandedRow landed = LandedRow.of("model");
    RowFunction half = () -> some -> some.stream().map(row -> landed.with(row, 0.5)).toList();
    return new ContenderScoring(part, QUARTER, half, List.of());
  }

  /** All that are held out, all that are left out, and those of the fit that are drawn. */
  private static Set<String> scoredByAQuarter() {
    Set<String> scored =
        rows.stream()
            .filter(row -> isBelow(row, QUARTERS_END) || !PART.isFitted(row))
            .map(CustomerDrawTest::key)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(scored.size() > 230 && scored.size() < 300, scored::toString);
    return scored;
  }

  /** The same less those of the earlier snapshot that are left out and not drawn. */
  private static Set<String> scoredByHalfOfTheLeftOut() {
    Set<String> scored =
        rows.stream()
            .filter(row -> isBelow(row, QUARTERS_END) || !PART.isFitted(row))
            .filter(row -> isHeldOut(row) || isBelow(row, LEFT_OUT / 2) || !isBelow(row, LEFT_OUT))
            .map(CustomerDrawTest::key)
            .collect(Collectors.toCollection(TreeSet::new));
    int fewer = scoredByAQuarter().size() - scored.size();
    assertTrue(fewer > 10 && fewer < 30, fewer + " fewer");
    return scored;
  }

  private static boolean isHeldOut(Row row) {
    return PART.snapshot(row).equals(HELD_OUT);
  }

  @Test
  void theWarehouseReadsTheDrawnOnesOnly() {
    assertEquals(scoredByAQuarter(), landed(PART));
    assertEquals(scoredByHalfOfTheLeftOut(), landed(HALF_OF_LEFT_OUT));
  }

  private static Set<String> landed(RowPart part) {
    data.land(
        new ScoreLanding(temporary.warehouse(), Tables.LANDING_PREDICTIONS),
        Set.of("model"),
        scoring(part));
    Sql landed =
        new Sql("test", "select snapshot_date, customer_id from landing_predictions", Map.of());
    return temporary.warehouse().query(landed).stream()
        .map(row -> row.date("snapshot_date") + " " + row.string("customer_id"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As where Spark has fetched the rows of all customers. */
  @Test
  void ofAllRowsTheSameAreScored() {
    assertEquals(scoredByAQuarter(), scored(PART));
    assertEquals(scoredByHalfOfTheLeftOut(), scored(HALF_OF_LEFT_OUT));
  }

  private static Set<String> scored(RowPart part) {
    return scoring(part).open().made(rows).stream()
        .map(row -> row.get(1) + " " + row.get(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void calibrationLearnsFromTheDrawnOnesOfTheLeftOut() {
    Set<String> drawn =
        rows.stream()
            .filter(row -> !isHeldOut(row) && isBelow(row, LEFT_OUT / 2))
            .map(CustomerDrawTest::key)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(drawn.size() > 10 && drawn.size() < 30, drawn::toString);
    RowFunction all = () -> some -> some;
    assertEquals(
        drawn,
        data.sourceOfLeftOut(HALF_OF_LEFT_OUT).collect(all, TrainingData.shape()).stream()
            .map(row -> row.get(0) + " " + row.get(1))
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        drawn,
        rows.stream()
            .filter(HALF_OF_LEFT_OUT::isLeftOut)
            .map(CustomerDrawTest::key)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A native booster refuses a matrix without rows. */
  @Test
  void noModelIsAskedForNoRows() {
    List<Row> fitted = rows.stream().filter(PART::isFitted).toList();
    assertFalse(fitted.isEmpty());
    RowFunction refusing =
        () ->
            some -> {
              assertFalse(some.isEmpty());
              return some;
            };
    ContenderScoring scoring =
        new ContenderScoring(PART, CustomerDraw.nobody(), refusing, List.of(refusing));
    assertEquals(List.of(), scoring.open().made(fitted));
  }

  @Test
  void theRowsOfAFitAreReadForDrawnCustomersOnly() {
    RowFunction all = () -> some -> some;
    Set<String> read =
        data.sourceOfFitted(PART, QUARTER).collect(all, TrainingData.shape()).stream()
            .map(row -> row.get(0) + " " + row.get(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        rows.stream()
            .filter(PART::isFitted)
            .filter(row -> isBelow(row, QUARTERS_END))
            .map(CustomerDrawTest::key)
            .collect(Collectors.toCollection(TreeSet::new)),
        read);
  }

  @Test
  void everyoneIsDrawnOfFewRowsAndNobodyWhereNoneAreWanted() {
    CustomerDraw few = CustomerDraw.ofRows(TestRules.training(), 160, 160);
    assertEquals(CustomerDraw.everyone(), few);
    assertTrue(IntStream.range(0, 1000).allMatch(i -> few.takes("C" + i)));
    assertEquals(CustomerDraw.everyone(), CustomerDraw.ofLeftOut(TestRules.training(), 40, 160));
    CustomerDraw nobody = CustomerDraw.nobody();
    assertFalse(IntStream.range(0, 1000).anyMatch(i -> nobody.takes("C" + i)));
  }

  @Test
  void aLargerShareHoldsASmallerOne() {
    CustomerDraw half = CustomerDraw.ofRows(TestRules.training(), 80, 160);
    List<String> drawn =
        IntStream.range(0, 1000).mapToObj(i -> "C" + i).filter(QUARTER::takes).toList();
    assertTrue(drawn.size() > 330 && drawn.size() < 470, drawn.size() + " of 1000");
    assertTrue(drawn.stream().allMatch(half::takes));
  }
}
