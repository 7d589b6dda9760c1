package org.churnwise.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.erasing.CustomerErasure;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Run;
import org.churnwise.run.SchemaUpgrade;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.EmbeddedWarehouse;

/**
 * Brings a verified backup back. Everything is prepared in a folder beside the database; then the
 * models are put to the present ones, whose names differ if their content does, and the database
 * takes the place of the present one at once. A process that is killed leaves the present warehouse
 * or the restored one.
 */
final class Restoration {
  private static final String PREPARED = "-restoring";
  private static final String REPLACED = "-replaced";

  private final WarehouseSettings settings;
  private final Path file;
  private final Run run;

  Restoration(WarehouseSettings settings, Run run) {
    this.settings = settings;
    this.file = settings.path().toAbsolutePath().normalize();
    this.run = run;
  }

  /**
   * The result.
   *
   * @param erased rows by table, of customers whom the present warehouse had erased
   * @param isListRead whether there was a present warehouse to say who was erased
   * @param replaced where the present database is kept; empty if there was none
   */
  record Restored(Map<String, Long> erased, boolean isListRead, Optional<Path> replaced) {}

  /**
   * Restores.
   *
   * @param force whether a warehouse that holds something may be replaced
   * @throws ChurnException exit 2 if it may not; exit 6 if it is in use; exit 4 if files cannot be
   *     written
   */
  Restored restore(Path backup, boolean force) {
    try {
      return replacePresent(backup, force);
    } catch (ChurnException e) {
      if (e.exitCode() == ExitCode.WAREHOUSE) {
        FileUtils.deleteQuietly(prepared().toFile()); // it holds customers' data
      }
      throw e;
    }
  }

  private Restored replacePresent(Path backup, boolean force) {
    if (Files.notExists(file)) {
      return swap(backup, Optional.of(ForgottenCustomers.none()), false);
    }
    try (EmbeddedWarehouse present = new EmbeddedWarehouse(settings, "restore")) {
      refuseContent(present, force); // its lock is held until the other file has its name
      return swap(backup, Optional.of(forgotten(present)), true);
    } catch (ChurnException e) {
      if (e.exitCode() != ExitCode.WAREHOUSE || !force || Files.exists(prepared())) {
        throw e;
      }
      return swap(backup, Optional.empty(), true); // it cannot be opened: a reason to restore
    }
  }

  private void refuseContent(EmbeddedWarehouse present, boolean force) {
    if (!force && !present.tableNames().isEmpty()) {
      throw ChurnException.usage(
          "%s holds a warehouse; nothing was changed. Use --force to replace it, or set warehouse.path to another file"
              .formatted(file));
    }
  }

  private static ForgottenCustomers forgotten(EmbeddedWarehouse present) {
    return present.tableNames().contains(Tables.FORGOTTEN_CUSTOMERS.name())
        ? ForgottenCustomers.read(present)
        : ForgottenCustomers.none();
  }

  private Restored swap(Path backup, Optional<ForgottenCustomers> forgotten, boolean isThere) {
    try {
      FileUtils.deleteDirectory(prepared().toFile());
      Files.createDirectories(prepared());
      FileUtils.copyDirectory(backup.toFile(), prepared().toFile());
      Manifest.verified(prepared());
      Path database = prepared().resolve(Manifest.DATABASE);
      Map<String, Long> erased =
          forgotten.filter(list -> !list.isEmpty()).map(this::erase).orElse(Map.of());
      moveModels(prepared().resolve(Manifest.MODELS));
      Optional<Path> replaced = isThere ? Optional.of(keepPresent()) : Optional.empty();
      Files.move(
          database, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      FileUtils.deleteDirectory(prepared().toFile());
      return new Restored(erased, forgotten.isPresent(), replaced);
    } catch (IOException e) {
      throw ChurnException.warehouse(
          "cannot restore %s: %s; the warehouse is as it was. The folder must be writable and have room for a copy; correct that, and run this again"
              .formatted(file, WriteFailure.of(e)),
          e);
    }
  }

  private Path prepared() {
    return file.resolveSibling(file.getFileName() + PREPARED);
  }

  /** Takes out of the copy whom the present warehouse has erased, and has it remember them. */
  private Map<String, Long> erase(ForgottenCustomers forgotten) {
    WarehouseSettings copy = settings.at(prepared().resolve(Manifest.DATABASE));
    try (EmbeddedWarehouse warehouse = new EmbeddedWarehouse(copy)) {
      SchemaUpgrade.of(warehouse, run).apply();
      warehouse.transaction(() -> forgotten.addTo(warehouse, run));
      Map<String, Long> rows =
          new CustomerErasure(warehouse, run, new SecureRandom()).eraseRemembered();
      warehouse.discardRemains();
      return rows;
    }
  }

  /** Models that are there already stay, unless their files are not those of the backup. */
  private void moveModels(Path from) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Path to = file.resolveSibling(file.getFileName() + "-models");
    for (Path schema : foldersIn(from)) {
      for (Path model : foldersIn(schema)) {
        Path target = to.resolve(schema.getFileName()).resolve(model.getFileName());
        if (Files.exists(target) && !Manifest.filesIn(target).equals(Manifest.filesIn(model))) {
          FileUtils.deleteDirectory(target.toFile());
        }
        if (Files.notExists(target)) {
          Files.createDirectories(target.getParent());
          Files.move(model, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  private static List<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** A second name for the present file, and its log's own: the next database has none. */
  private Path keepPresent() throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + REPLACED);
    Files.deleteIfExists(kept);
    Files.createLink(kept, file);
    Path log = file.resolveSibling(file.getFileName() + ".wal");
    if (Files.exists(log)) {
      Files.move(
          log,
          kept.resolveSibling(kept.getFileName() + ".wal"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return kept;
  }
}
