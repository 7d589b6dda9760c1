package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was loaded is found again as it was, or refused by name. */
class RecordedFileTest {
  private static final String TEXT = "T1,C1,2024-05-01\n";

  @TempDir Path temporary;

  private Path file;
  private RecordedFile recorded;

  @BeforeEach
  void loadTheFile() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("a folder, #1 100%"));
    file = Files.writeString(folder.resolve("sales 2024_05.csv"), TEXT);
    String hash = DigestUtils.sha256Hex(TEXT);
    recorded =
        new RecordedFile(
            "sales",
            Optional.empty(),
            "sales 2024_05.csv",
            "file:" + folder,
            hash,
            1,
            Optional.empty(),
            false,
            Optional.empty());
  }

  @Test
  void theSameBytesAreFoundAgain() {
    SourceFile found = recorded.find();
    assertEquals("sales 2024_05.csv", found.name());
    assertEquals(recorded.contentHash(), found.contentHash());
    assertEquals(TEXT.length(), found.bytes());
  }

  @Test
  void otherBytesAreRefused() throws IOException {
    Files.writeString(file, TEXT.replace("C1", "C2"));
    assertRefused(
        "sales 2024_05.csv has changed since it was loaded: sha256 " + recorded.contentHash());
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(file);
    assertRefused("sales 2024_05.csv not found");
  }

  private void assertRefused(String text) {
    ChurnException refusal = assertThrows(ChurnException.class, recorded::find);
    assertEquals(ExitCode.DATA_REFUSED, refusal.exitCode());
    assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
  }
}
