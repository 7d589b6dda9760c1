package org.churnwise.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.backup.Restoration.Restored;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.ForgettingKey;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Hash;
import org.churnwise.run.Run;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class BackupTest {
  private static final String SALES =
      """
      transaction_id | customer_id | transaction_date | total_amount | load_number
      T1             | PERSON-4711 | 2025-01-02       | 5            | 1
      T2             | PERSON-47   | 2025-01-02       | 6            | 1
      """;

  @TempDir Path folder;

  private Path backup;
  private Path present;

  @BeforeEach
  void makeBackup() throws IOException {
    backup = folder.resolve("backup");
    present = Files.createDirectory(folder.resolve("present"));
    Path made = Files.createDirectory(folder.resolve("made"));
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(made)) {
      temporary.insert(Tables.SALES, SALES);
      Path model = Files.createDirectory(folder.resolve("model"));
      Files.writeString(model.resolve("booster.ubj"), "trees");
      temporary.warehouse().put(model, "v1-abc");
      new BackupFolder(backup)
          .write(
              (EmbeddedWarehouse) temporary.warehouse(),
              "churnwise 1",
              Migrations.newest(),
              TemporaryWarehouse.NOW);
    }
  }

  private static WarehouseSettings settings(Path folder) {
    return new WarehouseSettings(
        "embedded", folder.resolve("test.duckdb"), "main", "", "", "512MB", 2);
  }

  private Restored restore(boolean force) {
    Run run;
    try (TemporaryWarehouse other =
        TemporaryWarehouse.in(Files.createTempDirectory(folder, "run"))) {
      run = other.ledger("restore1", LocalDate.of(2025, 12, 31)).run();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new Restoration(settings(present), run).restore(backup, force);
  }

  private void fillPresent(ForgottenCustomers forgotten) {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(present)) {
      temporary.insert(Tables.SALES, SALES.replace("PERSON-4711", "X"));
      forgotten.writeTo(
          temporary.warehouse(), temporary.ledger("r1", LocalDate.of(2025, 12, 31)).run());
    }
  }

  private String customersOfPresent() {
    try (EmbeddedWarehouse warehouse = new EmbeddedWarehouse(settings(present))) {
      return warehouse.query(Tables.SALES.rows()).stream()
          .map(row -> row.string("customer_id"))
          .sorted()
          .toList()
          .toString();
    }
  }

  @Test
  void aBackupIsForItsOwnerOnly() throws IOException {
    try (Stream<Path> all = Files.walk(backup)) {
      for (Path path : all.toList()) {
        assertEquals(
            Files.isDirectory(path) ? "rwx------" : "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path::toString);
      }
    }
  }

  @Test
  void aBackupWithItsModelsComesBackWhereNothingWas() throws IOException {
    Restored restored = restore(false);
    assertEquals("[PERSON-47, PERSON-4711]", customersOfPresent());
    assertEquals(
        "trees", Files.readString(present.resolve("test.duckdb-models/main/v1-abc/booster.ubj")));
    assertTrue(restored.replaced().isEmpty());
  }

  @Test
  void aWarehouseIsReplacedOnlyByForce() {
    fillPresent(ForgottenCustomers.none());
    ChurnException e = assertThrows(ChurnException.class, () -> restore(false));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals("[PERSON-47, X]", customersOfPresent());
    Restored restored = restore(true);
    assertEquals("[PERSON-47, PERSON-4711]", customersOfPresent());
    assertTrue(Files.exists(restored.replaced().orElseThrow()));
  }

  @Test
  void whoeverWasErasedSinceIsErasedFromTheBackupToo() throws IOException {
    ForgettingKey key = new ForgettingKey("k1", Hash.of("chance"));
    fillPresent(new ForgottenCustomers(Map.of(key, Set.of(key.hasher().apply("PERSON-4711")))));
    Restored restored = restore(true);
    assertEquals(Map.of("sales", 1L), restored.erased());
    assertEquals("[PERSON-47]", customersOfPresent());
    assertFalse(
        Files.readString(present.resolve("test.duckdb"), StandardCharsets.ISO_8859_1)
            .contains("PERSON-4711"));
    try (EmbeddedWarehouse warehouse = new EmbeddedWarehouse(settings(present))) {
      assertTrue(ForgottenCustomers.read(warehouse).search().holds("PERSON-4711"));
    }
  }

  /** The copy holds customers' data. */
  @Test
  void aRestorationThatCannotBeWrittenLeavesNoCopyBehind() throws IOException {
    fillPresent(ForgottenCustomers.none());
    Files.createDirectories(present.resolve("test.duckdb-replaced/in the way"));

    ChurnException failure = assertThrows(ChurnException.class, () -> restore(true));

    assertEquals(ExitCode.WAREHOUSE, failure.exitCode());
    assertFalse(Files.exists(present.resolve("test.duckdb-restoring")));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes"), "");
    BackupFolder nowhere = new BackupFolder(notes.resolve("backup"));
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(present)) {
      EmbeddedWarehouse warehouse = (EmbeddedWarehouse) temporary.warehouse();
      ChurnException e =
          assertThrows(
              ChurnException.class,
              () -> nowhere.write(warehouse, "churnwise 1", 1, TemporaryWarehouse.NOW));
      assertEquals(ExitCode.WAREHOUSE, e.exitCode());
      assertTrue(e.getMessage().contains("/notes/backup: Not a directory"), e::getMessage);
    }
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsReplacedByForce() throws IOException {
    Files.writeString(present.resolve("test.duckdb"), "no database ".repeat(2_000));
    assertThrows(ChurnException.class, () -> restore(false));
    assertFalse(restore(true).isListRead());
    assertEquals("[PERSON-47, PERSON-4711]", customersOfPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"churn.duckdb", "churn.duckdb-models/main/v1-abc/booster.ubj"})
  void aChangedFileIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(backup.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(backup.resolve(name), bytes);
    assertDamaged(name);
  }

  @Test
  void aMissingAndAnAddedFileAreRefused() throws IOException {
    Files.writeString(backup.resolve("added"), "x");
    assertDamaged("added");
    Files.delete(backup.resolve("added"));
    Files.delete(backup.resolve("churn.duckdb"));
    assertDamaged("churn.duckdb");
  }

  private void assertDamaged(String name) {
    ChurnException e = assertThrows(ChurnException.class, () -> Manifest.verified(backup));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertTrue(e.getMessage().contains(name), e::getMessage);
  }

  @Test
  void aFolderWithoutManifestIsNoBackup() throws IOException {
    Files.delete(backup.resolve(Manifest.NAME));
    ChurnException e = assertThrows(ChurnException.class, () -> Manifest.verified(backup));
    assertTrue(e.getMessage().contains("not finished"), e::getMessage);
  }

  @Test
  void aBackupOfANewerReleaseIsRefused() throws IOException {
    Path manifest = backup.resolve(Manifest.NAME);
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"schema_version\" : " + Migrations.newest(), "\"schema_version\" : 9999"));
    ChurnException e = assertThrows(ChurnException.class, () -> Manifest.verified(backup));
    assertEquals(ExitCode.WAREHOUSE, e.exitCode());
  }

  @Test
  void aFolderWithContentIsRefused() {
    ChurnException e = assertThrows(ChurnException.class, () -> new BackupFolder(backup));
    assertEquals(ExitCode.USAGE, e.exitCode());
  }
}
