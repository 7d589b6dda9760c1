package org.churnwise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.Workplace;
import org.churnwise.erasing.ForgetJob;
import org.churnwise.pipeline.PipelineJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** When the report is written and deleted, on the tables of a finished pipeline. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class ReportCommandTest {
  private static final int USAGE = 2;

  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;
  private Workplace place;
  private Path report;

  ReportCommandTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @BeforeEach
  void copyTheDatabase() throws Exception {
    place = pipeline.place().copyTo(temporary.resolve("copy"));
    report = temporary.resolve("reports/churn.html");
  }

  private Outcome run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "ingest.source=" + place.source()));
    all.addAll(List.of("--set", "warehouse.path=" + place.database()));
    all.addAll(List.of("--set", "report.path=" + report.getParent()));
    all.addAll(List.of("--set", "retrain.when=breach"));
    return Workplace.execute(command, all);
  }

  @Test
  void aPipelineEndsWithItAndForgettingACustomerDeletesIt() throws Exception {
    Outcome ended = run(new PipelineJob(), "--mode", "all").requireDone();
    assertTrue(ended.out().contains("report " + report), ended::toString);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(report)));

    Outcome forgotten = run(new ForgetJob(), "C000001").requireDone();
    assertTrue(forgotten.out().contains("report " + report + " deleted"), forgotten::toString);
    assertFalse(Files.exists(report));
  }

  @Test
  void aFileThatIsNoReportStays() throws Exception {
    Path notes = Files.writeString(temporary.resolve("notes.txt"), "mine");
    run(new ReportJob(), "--out", notes.toString())
        .requireRefusal(USAGE, notes.toString(), "is no report", "choose a new name");
    assertEquals("mine", Files.readString(notes));
  }

  @Test
  void noCustomerIsNamedIfNoneIsWanted() throws Exception {
    run(new ReportJob(), "--set", "report.customers=0").requireDone();
    assertFalse(Files.readString(report).contains("C000"), "an id");
  }
}
