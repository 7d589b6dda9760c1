package org.churnwise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.churnwise.run.Json;

/**
 * The last line of a command's standard output, for programs; of standard error, where standard
 * output holds data and nothing else.
 */
public final class JsonLine {
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]");

  private final String command;
  private final long startedAtNanos;
  private final PrintStream out;

  JsonLine(String command, long startedAtNanos, PrintStream out) {
    this.command = command;
    this.startedAtNanos = startedAtNanos;
    this.out = out;
  }

  void done(Record counts) {
    Map<String, Object> line = line("DONE", counts);
    if (counts instanceof WithFields more) {
      line.putAll(more.fields());
    }
    print(line);
  }

  int failed(Failures.Failure failure) {
    Map<String, Object> line = line(failure.status(), Map.of());
    line.put("exit_code", failure.exitCode().code());
    line.put("error", failure.message());
    print(line);
    return failure.exitCode().code();
  }

  void interrupted(int exitCode, String reason) {
    Map<String, Object> line = line("INTERRUPTED", Map.of());
    line.put("exit_code", exitCode);
    line.put("error", reason);
    print(line);
  }

  private Map<String, Object> line(String status, Object counts) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("command", command);
    line.put("status", status);
    line.put("seconds", Math.round((System.nanoTime() - startedAtNanos) / 1e8) / 10.0);
    line.put("counts", counts);
    return line;
  }

  private void print(Map<String, Object> line) {
    try {
      out.println(withoutControls(Json.mapper().writeValueAsString(line)));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only strings can hold them; escaped, they are the same strings, and no terminal obeys. */
  private static String withoutControls(String json) {
    return UNPRINTABLE
        .matcher(json)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** A result with more for programs than counts. */
  public interface WithFields {
    /** Name to value, beside the counts. */
    Map<String, Object> fields();
  }
}
