package org.churnwise.sqltexts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.python.NeedsPython;
import org.churnwise.python.PythonEnvironment;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of sql/ but DuckDB's own is in Snowflake's syntax, as sqlglot knows it: one statement
 * after another, parameters replaced. That DuckDB takes them too is {@link SqlStatementsTest}.
 */
@NeedsPython("src/test/snowflake/requirements.txt")
class SnowflakeSyntaxTest {
  private static final Path SCRIPTS = Path.of("src/test/snowflake");
  private static final int FEWEST_FILES = 60;

  @TempDir Path folder;

  @Test
  void everyFileIsInSnowflakesSyntax() throws Exception {
    List<String> lines = parse(filesOfSnowflake());
    assertEquals(List.of(), lines.subList(0, lines.size() - 1));
    int files = Integer.parseInt(lines.get(lines.size() - 1).split(" ")[0]);
    assertTrue(files >= FEWEST_FILES, () -> "only " + files + " files, so this proves nothing");
  }

  @Test
  void aFileInAnotherSyntaxIsNamed() throws Exception {
    Files.writeString(folder.resolve("good.sql"), "select :day as day -- no :parameter\n");
    Files.writeString(folder.resolve("bad.sql"), "select from where :day");
    List<String> lines = parse(folder);
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("bad.sql: "), lines::toString);
    assertEquals("2 files", lines.get(1));
  }

  /** The files that Snowflake runs, the columns of the features written into them. */
  private Path filesOfSnowflake() throws Exception {
    Path written = folder.resolve("sql");
    for (String name :
        Stream.concat(SqlFiles.names().stream(), SqlFiles.FOR_PEOPLE.stream()).toList()) {
      if (!name.startsWith("warehouse/duckdb/")) {
        Path file = written.resolve(name + ".sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, FeatureColumns.in(Sql.named(name)).text());
      }
    }
    return written;
  }

  private static List<String> parse(Path... folders) throws Exception {
    PythonEnvironment python = PythonEnvironment.of(SCRIPTS.resolve("requirements.txt"));
    ProcessBuilder parser =
        new ProcessBuilder(
            python.program("python").toString(), SCRIPTS.resolve("parse_sql.py").toString());
    for (Path path : folders) {
      parser.command().add(path.toString());
    }
    Process process = parser.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }
}
