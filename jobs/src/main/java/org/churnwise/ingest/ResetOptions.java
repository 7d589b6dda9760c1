package org.churnwise.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Option;

/** Confirms a reset by the name of the schema. */
final class ResetOptions {
  @Option(
      names = "--reset",
      required = true,
      description = "Remove everything first; asks for the name of the schema.")
  private boolean asked;

  @Option(
      names = "--yes-reset",
      required = true,
      paramLabel = "SCHEMA",
      description = "Remove everything first; SCHEMA must be its name.")
  private String given;

  /**
   * Refuses anything but the name of the schema.
   *
   * @param in where the user types it, if it was not given as an option
   * @param out where to print the question
   */
  void confirm(String schema, InputStream in, PrintWriter out) {
    String name = given;
    if (asked) {
      out.println("This removes every table and model of Churnwise in schema " + schema + ".");
      out.println("Type the name of the schema to continue:");
      out.flush();
      name = line(in);
    }
    if (!schema.equals(name)) {
      throw ChurnException.usage(
          "the schema to reset is " + schema + ", not '" + name + "'; nothing was changed");
    }
  }

  private static String line(InputStream in) {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
