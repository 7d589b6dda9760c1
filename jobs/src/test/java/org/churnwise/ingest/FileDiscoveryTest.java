package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FilePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscoveryTest {
  @TempDir Path folder;

  private void write(String... names) throws IOException {
    for (String name : names) {
      Files.writeString(folder.resolve(name), "abc");
    }
  }

  private static FoundFiles find(Path source) {
    return new FileDiscovery(Contract.load("reference")).find(source.toString());
  }

  private static String refusal(Path source) {
    ChurnException e = assertThrows(ChurnException.class, () -> find(source));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    return e.getMessage();
  }

  @Test
  void filesComeByMonthAsANumberThenByFeedThenByName() throws IOException {
    write(
        "sales_2024_10.csv",
        "sales_2024_9.csv",
        "feedback_raw_2024_09.csv",
        "new_feedback_raw2_2024_9.csv",
        "new_customers.csv",
        "customers.csv",
        "new_sales_2025_01.csv.gz");
    assertEquals(
        List.of(
            "customers.csv",
            "new_customers.csv",
            "sales_2024_9.csv",
            "feedback_raw_2024_09.csv",
            "new_feedback_raw2_2024_9.csv",
            "sales_2024_10.csv",
            "new_sales_2025_01.csv.gz"),
        find(folder).files().stream().map(SourceFile::name).toList());
  }

  @Test
  void onlyWholeNamesMatch() throws IOException {
    write(
        "sales_2024_05.csv",
        "my_sales_2024_05.csv",
        "sales_2024_05.csv.bak",
        "sales_24_05.csv",
        "truth.csv",
        ".sales_2024_05.csv.crc",
        "_SUCCESS");
    Files.createDirectory(folder.resolve("sales_2024_06.csv"));
    FoundFiles found = find(folder);
    assertEquals(
        List.of("sales_2024_05.csv"), found.files().stream().map(SourceFile::name).toList());
    assertEquals(
        List.of(
            "my_sales_2024_05.csv",
            "sales_2024_05.csv.bak",
            "sales_2024_06.csv (a folder)",
            "sales_24_05.csv",
            "truth.csv"),
        found.otherNames());
  }

  @Test
  void aFileTellsFeedMonthDriftSizeAndHash() throws IOException {
    write("new_sales_2025_1.csv");
    SourceFile file = find(folder).files().get(0);
    assertEquals("sales", file.feed());
    assertEquals(Optional.of(YearMonth.of(2025, 1)), file.month());
    assertTrue(file.drift());
    assertEquals(3, file.bytes());
    // FIPS 180-2, appendix B.1
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", file.contentHash());
  }

  @Test
  void aSourceMayBeOneFileInAFolderWithAnyName() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("of #1, 100% \u00fc: new"));
    Files.writeString(odd.resolve("customers.csv"), "C1,,,,,");
    assertEquals(1, find(odd.resolve("customers.csv")).files().size());
    assertEquals(1, find(odd).files().size());
  }

  @Test
  void aSourceMayBeAUri() throws IOException {
    write("customers.csv");
    FoundFiles found =
        new FileDiscovery(Contract.load("reference")).find(folder.toUri().toString());
    assertEquals(1, found.files().size());
  }

  @Test
  void aMissingFolderIsRefused() {
    String message = refusal(folder.resolve("none"));
    assertTrue(message.contains("none does not exist; set ingest.source"), message);
  }

  @Test
  void anUnknownFileSystemIsRefused() {
    ChurnException e =
        assertThrows(
            ChurnException.class,
            () -> new FileDiscovery(Contract.load("reference")).find("nosuch://host/data"));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
  }

  @Test
  void aFolderWithoutMatchingFilesIsRefused() throws IOException {
    write("Sales-May.csv");
    String message = refusal(folder);
    assertTrue(message.contains("no matching file (found for example Sales-May.csv)"), message);
  }

  @Test
  void aMonthInDigitsOfAnotherScriptIsRefused() {
    Pattern anyDigits = Pattern.compile("s_(?<year>.+)_(?<month>.+)");
    FilePattern pattern = new FilePattern(anyDigits, true, false, null);
    assertEquals(Optional.of(YearMonth.of(2024, 5)), pattern.match("s_2024_05").get().month());
    assertThrows(ChurnException.class, () -> pattern.match("s_2024_\u0660\u0665"));
  }

  @Test
  void aMonthThatIsNoneIsRefused() throws IOException {
    write("sales_2024_13.csv");
    String message = refusal(folder);
    assertTrue(
        message.startsWith(
            "file sales_2024_13.csv has an invalid month in its name: year '2024', month '13'"),
        message);
  }
}
