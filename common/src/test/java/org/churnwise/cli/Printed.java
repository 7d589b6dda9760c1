package org.churnwise.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** A command run as from a shell: its exit code and the lines that it printed. */
record Printed(int exitCode, List<String> out, List<String> err) {

  static Printed by(Object command, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream failed = new ByteArrayOutputStream();
    PrintStream failures = new PrintStream(failed, true, StandardCharsets.UTF_8);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(failures);
    try {
      CommandLine line =
          CommandLines.of(command).setErr(new PrintWriter(failures, true, StandardCharsets.UTF_8));
      int exitCode = line.execute(arguments);
      return new Printed(exitCode, lines(printed), lines(failed));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The last line of standard output. */
  String lastLine() {
    return out.get(out.size() - 1);
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
