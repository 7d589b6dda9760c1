package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.error.ChurnException;
import org.churnwise.run.LoadedFiles;
import org.junit.jupiter.api.Test;

/** What a correction prints. */
class CorrectionConsoleTest {
  private static final FileCorrection UNDONE =
      new FileCorrection(
          CorrectionPlan.Kind.UNDO,
          "sales",
          "a.csv",
          Optional.of(1L),
          Optional.empty(),
          246,
          0,
          0,
          0,
          105);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CorrectionConsole.CorrectionCounts print(boolean anyFeatures) {
    CorrectionResult result =
        new CorrectionResult(
            List.of(UNDONE),
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new CorrectionConsole(new Console(stream), anyFeatures).corrected(result, "warehouse");
  }

  /** 105 of the 246 rows of the load stand in another file too, so that 141 leave the table. */
  @Test
  void rowsThatStandOnAreNotRemoved() {
    CorrectionConsole.CorrectionCounts counts = print(false);
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("taken back: 141 removed, "), out::toString);
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("105 more rows of a removed load"),
        out::toString);
    assertEquals(141, counts.rowsRemoved());
    assertEquals(105, counts.rowsHandedOver());
  }

  @Test
  void whereNothingUsedTheRowsNothingIsToBeRenewed() {
    print(false);
    assertTrue(!out.toString(StandardCharsets.UTF_8).contains("next "), out::toString);
    print(true);
    assertTrue(
        out.toString(StandardCharsets.UTF_8).contains("next      submit/churn features"),
        out::toString);
  }

  @Test
  void aRefusalSaysTheOptionAsItWasTyped() {
    SourceFile found =
        new SourceFile("sales", "/in/o [2].csv", "o [2].csv", Optional.empty(), false, "h", 1);
    LoadedFiles loaded = new LoadedFiles(List.of(), List.of(), Optional.empty(), Optional.empty());
    ChurnException replace =
        assertThrows(
            ChurnException.class,
            () -> CorrectionPlan.replace(List.of("o [2].csv"), "in", List.of(found), loaded));
    assertTrue(
        replace.getMessage().startsWith("--replace o [2].csv: no such file is loaded;"),
        replace::getMessage);
    ChurnException undo =
        assertThrows(
            ChurnException.class, () -> CorrectionPlan.undo(List.of("sales/o [2].csv"), loaded));
    assertTrue(
        undo.getMessage().startsWith("--undo sales/o [2].csv: no such file is loaded;"),
        undo::getMessage);
  }
}
