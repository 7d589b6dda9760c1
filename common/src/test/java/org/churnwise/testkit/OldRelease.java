package org.churnwise.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a release left behind that recorded no version of its tables: a database with three models,
 * one of them the champion, and the files that it was loaded from, of 150 customers and six months,
 * beside those of a seventh month that nobody has loaded. Four runs made it.
 */
public final class OldRelease {
  private static final String ARCHIVE = "/org/churnwise/testkit/old-release.zip";

  private final Path folder;

  private OldRelease(Path folder) {
    this.folder = folder;
  }

  /** Unpacks it into a folder, which is created. */
  public static OldRelease in(Path folder) throws IOException {
    try (InputStream archive = OldRelease.class.getResourceAsStream(ARCHIVE);
        ZipInputStream zip = new ZipInputStream(archive)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    return new OldRelease(folder);
  }

  /** The database file; its models stand beside it. */
  public Path database() {
    return folder.resolve("data/churn.duckdb");
  }

  /** The files, those of the month that is not loaded among them. */
  public Path source() {
    return folder.resolve("source");
  }

  /** Statements that create its tables without their rows, in both warehouses. */
  public List<String> tables() throws SQLException {
    String columns =
        """
        select table_name, column_name, data_type, is_nullable
        from information_schema.columns
        where table_schema = 'main'
          and table_name in (select table_name from duckdb_tables())
        order by table_name, ordinal_position
        """;
    Map<String, List<String>> tables = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(columns)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString("table_name"), name -> new ArrayList<>())
            .add(
                "%s %s%s"
                    .formatted(
                        rows.getString("column_name"),
                        rows.getString("data_type"),
                        rows.getString("is_nullable").equals("NO") ? " not null" : ""));
      }
    }
    return tables.entrySet().stream()
        .map(
            table ->
                "create table " + table.getKey() + " (" + String.join(", ", table.getValue()) + ")")
        .toList();
  }
}
