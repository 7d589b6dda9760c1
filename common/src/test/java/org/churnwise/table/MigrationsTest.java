package org.churnwise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.churnwise.sql.Sql;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  @Test
  void versionsFollowOneAnother() {
    assertEquals(
        LongStream.rangeClosed(Migrations.BASELINE + 1, Migrations.newest()).boxed().toList(),
        Migrations.all().stream().map(Migration::version).toList());
  }

  @Test
  void aFileStartsWithTheNumberOfItsVersion() {
    for (Migration migration : Migrations.all()) {
      String start = String.format(Locale.ROOT, "migrations/%03d_", migration.version());
      migration.statements().forEach(file -> assertTrue(file.name().startsWith(start), file::name));
    }
  }

  @Test
  void anAddedColumnIsInTheDdlAndMayBeNull() {
    for (Migration migration : Migrations.all()) {
      migration
          .addedColumns()
          .forEach(
              (table, columns) ->
                  columns.forEach(
                      name -> assertTrue(Tables.kept(table).column(name).nullable(), name)));
    }
  }

  @Test
  void theAddedColumnsAreReadFromTheStatements() {
    Migration migration =
        new Migration(
            7,
            "returns",
            List.of(
                sql("-- Why.\nalter table sales add column if not exists returned boolean"),
                sql("alter table sales\nadd column if not exists returned_on date"),
                sql("update sales set returned = false where returned is null")));
    assertEquals(Map.of("sales", Set.of("returned", "returned_on")), migration.addedColumns());
  }

  @Test
  void aTableHadNoColumnThatALaterMigrationAdds() {
    assertFalse(names(1).contains("hash_version"));
    assertEquals(Tables.SLICE_CONTENTS.columnNames(), names(Migrations.newest()));
  }

  private static List<String> names(long version) {
    return Migrations.columnsAt(version, Tables.SLICE_CONTENTS).stream().map(Column::name).toList();
  }

  private static Sql sql(String text) {
    return new Sql("test", text, Map.of());
  }
}
