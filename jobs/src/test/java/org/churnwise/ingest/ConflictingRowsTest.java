package org.churnwise.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictingRowsTest {
  private static final String NONE = "select * from quarantine";

  @TempDir private Path folder;
  private TemporaryWarehouse temporary;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void theTextOfALineIsReadAgain() throws IOException {
    SourceFile file = file("h\r\n\r\nT1,\"a,\"\"b\r\nT2,,ä\r\n");
    assertEquals(2, quarantine(file, row(3, "") + " union all " + row(4, ""), false));
    assertTexts("3 | T1,\"a,\"\"b\n4 | T2,,ä");
  }

  @Test
  void aTextThatLandedIsKeptWithoutTheFile() {
    assertEquals(1, quarantine(missing(), row(2, "T1,x"), false));
    assertTexts("2 | T1,x");
  }

  @Test
  void aRowOfAnEarlierLoadHasNoText() {
    assertEquals(1, quarantine(missing(), row(2, ""), true));
    assertTexts("2 | ''");
  }

  @Test
  void withoutAConflictNoFileIsRead() {
    assertEquals(0, quarantine(missing(), NONE, false));
  }

  @Test
  void aFileThatHasChangedSinceIsRefused() throws IOException {
    for (byte[] other : List.of("T9,y\n".getBytes(UTF_8), "T9,\u00e4\n".getBytes(ISO_8859_1))) {
      SourceFile file = file("T1,x\n");
      Files.write(Path.of(file.path()), other);
      ChurnException e =
          assertThrows(ChurnException.class, () -> quarantine(file, row(1, ""), false));
      assertEquals(ExitCode.DATA_REFUSED, e.exitCode(), e.getMessage());
      assertTrue(
          e.getMessage().startsWith("file " + file.path() + " has changed since it was found"),
          e.getMessage());
      assertEquals(0, temporary.count(Tables.QUARANTINE));
    }
  }

  @Test
  void aFileThatIsGoneIsRefused() {
    ChurnException e =
        assertThrows(ChurnException.class, () -> quarantine(missing(), row(1, ""), false));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertTrue(e.getMessage().contains(missing().path()), e.getMessage());
  }

  private long quarantine(SourceFile file, String conflicting, boolean isKept) {
    return new ConflictingRows(temporary.warehouse())
        .quarantine(file, new Sql("conflicts", conflicting, Map.of()), isKept);
  }

  private SourceFile file(String text) throws IOException {
    Path path = Files.writeString(folder.resolve("sales.csv"), text);
    return file(path, DigestUtils.sha256Hex(text), Files.size(path));
  }

  private SourceFile missing() {
    return file(folder.resolve("missing.csv"), "", 0);
  }

  private static SourceFile file(Path path, String hash, long bytes) {
    String name = path.getFileName().toString();
    return new SourceFile("sales", path.toString(), name, Optional.empty(), false, hash, bytes);
  }

  private static String row(long line, String text) {
    return "select 'sales' as feed, 'sales.csv' as file_name, %d as line_number, 'conflicting_duplicate' as rule, 'transaction_id' as column_name, 'T1' as value, null as due_on, '%s' as raw_row, 'v' as contract_version, 'r1' as run_id"
        .formatted(line, text);
  }

  private void assertTexts(String expected) {
    assertEquals(
        TextTable.expected("line_number | raw_row\n" + expected),
        temporary.rows(Tables.QUARANTINE, "line_number", "raw_row"));
  }
}
