package org.churnwise.endtoend;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.duckdb.DuckDBDriver;

/** A process of its own that keeps a database open until its standard input ends. */
final class DatabaseHolder implements AutoCloseable {
  private final Process process;

  private DatabaseHolder(Process process) {
    this.process = process;
  }

  public static void main(String[] args) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
      System.out.println(connection.isValid(0) ? "open" : "closed");
      System.in.transferTo(System.out);
    }
  }

  /** Returns once the database is open. */
  static DatabaseHolder of(Path database) throws IOException, URISyntaxException {
    String classPath = placeOf(DatabaseHolder.class) + ":" + placeOf(DuckDBDriver.class);
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                classPath,
                DatabaseHolder.class.getName(),
                database.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!"open".equals(process.inputReader().readLine())) {
      process.destroyForcibly();
      throw new AssertionError("the database could not be held");
    }
    return new DatabaseHolder(process);
  }

  private static Path placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
