package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.Settings;
import org.churnwise.pipeline.PipelineJob;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.testkit.Slow;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WorkLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run dies after each thing that it makes durable, in turn: a commit, rows that landed, stored
 * files of a model. The same command then ends where an undisturbed run does, history of slices
 * included. Without {@code -Dfull} every fourth point is tried.
 */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class FaultPointsTest {
  private static final int STEP = System.getProperty("full") == null ? 4 : 1;
  private static final String[] THREE_MONTHS = {"--mode", "train", "--months", "3"};

  @TempDir private Path temporary;

  @Test
  void whereverItDiesTheSameCommandEndsAsAnUndisturbedRun(FinishedPipeline pipeline)
      throws Exception {
    FaultPoints none = FaultPoints.of(Integer.MAX_VALUE);
    Workplace undisturbed = pipeline.place().withDatabase(temporary.resolve("whole/churn.duckdb"));
    int code = undisturbed.run(new DyingPipeline(none), THREE_MONTHS).code();
    Map<String, List<String>> expected = content(undisturbed).dataOfAnyRun();
    assertTrue(none.passed.size() > 12, none.passed::toString);
    assertTrue(
        none.passed.stream().anyMatch(name -> name.contains("train")), none.passed::toString);

    for (int point = 1; point <= none.passed.size(); point += STEP) {
      Workplace place = pipeline.place().withDatabase(temporary.resolve(point + "/churn.duckdb"));
      FaultPoints dies = FaultPoints.of(point);
      place.run(new DyingPipeline(dies), THREE_MONTHS);
      String died = dies.passed.get(dies.passed.size() - 1);
      assertEquals(point, dies.passed.size(), died);
      Outcome again = place.run(new DyingPipeline(FaultPoints.of(Integer.MAX_VALUE)), THREE_MONTHS);
      assertEquals(code, again.code(), () -> died + ": " + again);
      try {
        RepeatedRunTest.assertEqualTables(expected, content(place).dataOfAnyRun());
      } catch (AssertionError e) {
        throw new AssertionError("died after " + died, e);
      }
    }
  }

  private static WarehouseContent content(Workplace place) {
    return new WarehouseContent(place.database());
  }

  /** The points passed, by name, and the one at which the process dies. */
  private static final class FaultPoints {
    private final int last;
    private final List<String> passed = new ArrayList<>();
    private String work = "";

    private FaultPoints(int last) {
      this.last = last;
    }

    static FaultPoints of(int last) {
      return new FaultPoints(last);
    }

    void pass(String what) {
      requireAlive();
      passed.add(work + " " + what);
      requireAlive();
    }

    void requireAlive() {
      if (passed.size() >= last) {
        throw new Died();
      }
    }
  }

  /** No code of the product catches it for good. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  /** The pipeline on a warehouse that stops answering. */
  private static final class DyingPipeline extends PipelineJob {
    private final FaultPoints points;

    DyingPipeline(FaultPoints points) {
      this.points = points;
    }

    @Override
    protected Warehouse open(Settings settings) {
      return new DyingWarehouse(settings, points);
    }
  }

  private static final class DyingWarehouse extends EmbeddedWarehouse {
    private final FaultPoints points;

    DyingWarehouse(Settings settings, FaultPoints points) {
      super(settings.warehouse());
      this.points = points;
    }

    @Override
    public void label(WorkLabel label) {
      points.work = label.stage() + " " + label.slice();
      super.label(label);
    }

    @Override
    public <T> T transaction(Supplier<T> work) {
      points.requireAlive();
      T result = super.transaction(work);
      points.pass("commit");
      return result;
    }

    @Override
    public void land(Table landing, Dataset<Row> rows) {
      points.requireAlive();
      super.land(landing, rows);
      points.pass("landed " + landing.name());
    }

    @Override
    public void put(Path folder, String name) {
      points.requireAlive();
      super.put(folder, name);
      points.pass("stored files");
    }

    @Override
    public long execute(Sql statement) {
      points.requireAlive();
      return super.execute(statement);
    }

    @Override
    public List<ResultRow> query(Sql query) {
      points.requireAlive();
      return super.query(query);
    }
  }
}
