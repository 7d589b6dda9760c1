package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ContactListOptionsTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);

  @TempDir Path folder;

  private static ContactListOptions options(String... arguments) {
    ContactListOptions options = new ContactListOptions();
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
    spec.addMixin("list", CommandLine.Model.CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs(arguments);
    return options;
  }

  private static String refusal(List<LocalDate> snapshots, String... arguments) {
    ContactListOptions options = options(arguments);
    ChurnException refused =
        assertThrows(ChurnException.class, () -> options.requireValid(snapshots));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    return refused.getMessage();
  }

  @Test
  void withoutThemNothingIsWritten() {
    ContactListOptions options = options();
    options.requireValid(List.of(JUNE, JUNE.plusMonths(1)));
    assertFalse(options.given());
  }

  @Test
  void aNewFileOfOneSnapshotIsFine() {
    ContactListOptions options = options("--top", "3", "--csv", folder + "/new.csv");
    options.requireValid(List.of(JUNE));
    assertTrue(options.given());
    assertEquals(3, options.top());
  }

  @Test
  void fewerThanOneIsRefused() {
    String file = folder + "/new.csv";
    assertEquals(
        "--top 0 is too small; give at least 1", refusal(List.of(), "--top", "0", "--csv", file));
    assertEquals("--top -5 is too small; give at least 1", refusal(List.of(), "--top=-5"));
  }

  @Test
  void oneWithoutTheOtherIsRefused() {
    assertEquals("--top 3 needs --csv FILE", refusal(List.of(JUNE), "--top", "3"));
    assertEquals(
        "--csv a.csv needs --top N, the number of customers to write",
        refusal(List.of(JUNE), "--csv", "a.csv"));
  }

  @Test
  void twoSnapshotsAreRefused() {
    String file = folder + "/new.csv";
    assertEquals(
        "--csv " + file + ": a contact list covers one snapshot, not 2; give one --snapshot-date",
        refusal(List.of(JUNE, JUNE.plusMonths(1)), "--top", "3", "--csv", file));
  }

  @Test
  void aFileThatExistsIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("old.csv"), "");
    assertEquals(
        "--csv " + file + ": the file exists; choose a new name or remove it",
        refusal(List.of(JUNE), "--top", "3", "--csv", file.toString()));
    assertEquals(
        "--csv " + folder + ": the file exists; choose a new name or remove it",
        refusal(List.of(JUNE), "--top", "3", "--csv", folder.toString()));
  }

  @Test
  void aFolderThatIsMissingIsRefused() {
    assertEquals(
        "--csv "
            + folder
            + "/no/new.csv: "
            + folder
            + "/no is not a writable folder; create it first",
        refusal(List.of(), "--top", "3", "--csv", folder + "/no/new.csv"));
  }
}
