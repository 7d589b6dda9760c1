package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.churnwise.ingest.contract.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VanishedFileTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsGoneSinceTheSourceWasListedIsRefusedWithTheReason() {
    FileTask task =
        new FileTask(
            1,
            folder.resolve("sales_2025_01.csv").toString(),
            "sales_2025_01.csv",
            null,
            new StoredBytes.Content("hash", 5),
            LocalDate.of(2025, 12, 31),
            null,
            Contract.load("reference").feed("sales").orElseThrow());
    Row refused = FileReading.rowsOf(task, new Configuration()).next();
    String reason = refused.getString(LandingRows.place("value"));
    assertTrue(reason.startsWith("cannot be read: it was there when"), reason);
  }
}
