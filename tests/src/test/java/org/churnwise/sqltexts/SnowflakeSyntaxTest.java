package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.churnwise.monitoring.NumberBounds;
import org.churnwise.python.NeedsPython;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every file of sql/ but DuckDB's own is in Snowflake's syntax, as two parsers know it that share
 * nothing: one statement after another, parameters replaced. The names of every statement are
 * columns of tables and views. That DuckDB takes them too is {@link SqlStatementsTest}.
 */
@NeedsPython("src/test/snowflake/requirements.txt")
class SnowflakeSyntaxTest {
  private static final Path SCRIPTS = Path.of("src/test/snowflake");
  private static final int FEWEST_FILES = 60;

  @TempDir Path folder;

  /** Statements that are no queries or DML, or of tables that no file of sql/schema declares. */
  private static final Set<String> NOT_RESOLVED =
      Set.of("warehouse/duckdb/", "warehouse/snowflake/", "migrations/", "schema/", "views/");

  @ParameterizedTest
  @EnumSource
  void everyFileIsInSnowflakesSyntax(Parser parser) throws Exception {
    requireNothingRefused(parser.run(filesOfSnowflake()));
  }

  @ParameterizedTest
  @EnumSource
  void aFileInAnotherSyntaxIsNamed(Parser parser) throws Exception {
    Files.writeString(folder.resolve("good.sql"), "select :day as day -- no :parameter\n");
    Files.writeString(folder.resolve("bad.sql"), "select from where :day");
    List<String> lines = parser.run(folder);
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("bad.sql: "), lines::toString);
    assertEquals("2 files", lines.get(1));
  }

  @Test
  void everyStatementNamesColumnsOfTheTables() throws Exception {
    for (Table table : Tables.all()) {
      write("schema/" + table.name(), table.ddl().text());
    }
    for (String view : Tables.views()) {
      write("views/" + view, Sql.named("views/" + view).text());
    }
    for (String name : SqlFiles.names()) {
      if (NOT_RESOLVED.stream().noneMatch(name::startsWith)) {
        // Names of a shop's own columns are in quotes and as its warehouse has them, here DuckDB.
        String text = SqlStatementsTest.withValues(name).withLiterals();
        write("statements/" + name, text.replaceAll("\"([a-z_]+)\"", "$1"));
      }
    }
    requireNothingRefused(Parser.run("requirements.txt", "resolve_sql.py", folder));
  }

  @Test
  void aColumnThatNoTableHasIsNamed() throws Exception {
    write("schema/days", "create table if not exists days (day date, amount bigint)");
    write("views/months", "create or replace view months as select day as month from days");
    write("statements/good", "select month from months");
    write("statements/query", "with d as (select day from days) select amount from d");
    write("statements/change", "update days set total = 1 where day is null");
    write("statements/read", "delete from days where month = 1");
    List<String> lines = Parser.run("requirements.txt", "resolve_sql.py", folder);
    assertEquals(
        List.of("statements/change.sql", "statements/query.sql", "statements/read.sql", "5 files"),
        lines.stream().map(line -> line.split(":")[0]).toList(),
        lines::toString);
  }

  private static void requireNothingRefused(List<String> lines) {
    assertEquals(List.of(), lines.subList(0, lines.size() - 1));
    int files = Integer.parseInt(lines.get(lines.size() - 1).split(" ")[0]);
    assertTrue(files >= FEWEST_FILES, () -> "only " + files + " files, so this proves nothing");
  }

  /** The files that Snowflake runs, the columns of the features and bounds written into them. */
  private Path filesOfSnowflake() throws Exception {
    for (String name :
        Stream.concat(SqlFiles.names().stream(), SqlFiles.FOR_PEOPLE.stream()).toList()) {
      if (!name.startsWith("warehouse/duckdb/")) {
        write("sql/" + name, NumberBounds.in(FeatureColumns.in(Sql.named(name)), 10).text());
      }
    }
    return folder.resolve("sql");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name + ".sql");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A parser with Snowflake's grammar. */
  enum Parser {
    SQLGLOT("requirements.txt", "parse_sql.py"),
    SQLFLUFF("sqlfluff-requirements.txt", "parse_again.py");

    private final String requirements;
    private final String script;

    Parser(String requirements, String script) {
      this.requirements = requirements;
      this.script = script;
    }

    /** What it prints of the files in a folder. */
    List<String> run(Path folder) throws Exception {
      return run(requirements, script, folder);
    }

    static List<String> run(String requirements, String script, Path folder) throws Exception {
      PythonEnvironment python = PythonEnvironment.of(SCRIPTS.resolve(requirements));
      ProcessBuilder parser =
          new ProcessBuilder(
              python.program("python").toString(),
              SCRIPTS.resolve(script).toString(),
              folder.toString());
      Process process = parser.redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals(0, process.waitFor(), output);
      return output.lines().toList();
    }
  }
}
