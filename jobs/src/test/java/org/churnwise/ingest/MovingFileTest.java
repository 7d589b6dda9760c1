package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded are the bytes whose hash is stored, whoever writes to the file meanwhile. */
class MovingFileTest {
  private static final Contract REFERENCE = Contract.load("reference");

  @TempDir Path folder;

  private SourceFile found(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return new FileDiscovery(REFERENCE).discover(folder.toString()).get(0);
  }

  private static FileParser parser(SourceFile file) {
    FileTask task =
        FileTask.of(file, 1, new Validity(REFERENCE, LocalDate.of(2025, 12, 31), Optional.empty()));
    return new FileParser(task, new Configuration());
  }

  /** Outcome and value of each row. */
  private static List<String> rows(FileParser parser) {
    List<String> rows = new ArrayList<>();
    while (parser.hasNext()) {
      Row row = parser.next();
      rows.add(row.get(LandingRows.place("outcome")) + " " + row.get(LandingRows.place("value")));
    }
    return rows;
  }

  private void append(SourceFile file, String text) throws IOException {
    Files.writeString(folder.resolve(file.name()), text, StandardOpenOption.APPEND);
  }

  @Test
  void aFileThatGrewAfterItWasFoundIsRefusedWithBothSizesAndHashes() throws IOException {
    SourceFile file = found("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    append(file, "T2,C1,2025-01-31,,,,1\n");
    SourceFile grown = new FileDiscovery(REFERENCE).discover(folder.toString()).get(0);
    List<String> rows = rows(parser(file));
    assertEquals(
        "REFUSED has changed since it was found: sha256 %s (22 bytes) then, sha256 %s (44 bytes) when it was read; load it again once it is complete"
            .formatted(file.contentHash(), grown.contentHash()),
        rows.get(rows.size() - 1));
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsRefused() throws IOException {
    String line = "T%06d,C1,2025-01-31,,,,1\n";
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_000; i++) { // several buffers
      lines.append(line.formatted(i));
    }
    SourceFile file = found("sales_2025_01.csv", lines.toString());
    FileParser parser = parser(file);
    assertTrue(parser.hasNext());
    append(file, line.formatted(10_000));
    List<String> rows = rows(parser);
    assertTrue(rows.get(rows.size() - 1).startsWith("REFUSED has changed since"), rows::toString);
  }

  @Test
  void aFileOfTheSameSizeAndOtherContentIsRefused() throws IOException {
    SourceFile file = found("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    Files.writeString(folder.resolve(file.name()), "T1,C1,2025-01-31,,,,2\n");
    List<String> rows = rows(parser(file));
    assertTrue(rows.get(rows.size() - 1).startsWith("REFUSED has changed since"), rows::toString);
  }

  @Test
  void aCompressedFileIsHashedAsItIsStored() throws IOException {
    Path packed = folder.resolve("sales_2025_01.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("T1,C1,2025-01-31,,,,1\n".getBytes(StandardCharsets.UTF_8));
    }
    SourceFile file = new FileDiscovery(REFERENCE).discover(folder.toString()).get(0);
    assertEquals(List.of("GOOD null", "FILTERED null"), rows(parser(file)));
  }

  @Test
  void aChecksumFileOfHadoopSaysNothingAboutAFile() throws IOException {
    Files.write(
        folder.resolve(".sales_2025_01.csv.crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0});
    SourceFile file = found("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
    assertEquals(List.of("GOOD null", "FILTERED null"), rows(parser(file)));
  }

  @Test
  void aLoadOfAFileThatGrewLoadsNothing() throws IOException {
    try (LoadFixture fixture = new LoadFixture(folder)) {
      fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\n");
      List<SourceFile> files = new FileDiscovery(REFERENCE).discover(fixture.source().toString());
      fixture.write("sales_2025_01.csv", "T1,C1,2025-01-31,,,,1\nT2,C1,2025-01-31,,,,1\n");
      DataIngestionPipeline pipeline =
          new DataIngestionPipeline(
              fixture.temporary().warehouse(),
              fixture.temporary().ledger("r1", LoadFixture.AS_OF),
              TestSpark::session,
              REFERENCE,
              TestSentiment.SETTINGS);
      ChurnException refused = assertThrows(ChurnException.class, () -> pipeline.load(files));
      assertEquals(ExitCode.DATA_REFUSED, refused.exitCode());
      String message = refused.getMessage();
      assertTrue(message.contains("sales_2025_01.csv: has changed since it was found"), message);
      assertFalse(message.contains("contract"), message);
      assertEquals(0, fixture.temporary().count(Tables.SALES));
      assertEquals(0, fixture.temporary().count(Tables.FILES_INGESTED));
      assertEquals(2, fixture.load().rowsLoaded());
    }
  }
}
