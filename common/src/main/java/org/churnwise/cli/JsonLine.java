package org.churnwise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.churnwise.error.ExitCode;
import org.churnwise.run.Json;

/** The last line of a command's standard output, for programs. */
final class JsonLine {
  private final String command;
  private final long startedAtNanos;

  JsonLine(String command, long startedAtNanos) {
    this.command = command;
    this.startedAtNanos = startedAtNanos;
  }

  int done(Record counts) {
    Map<String, Object> line = line("DONE", counts);
    ExitCode code =
        counts instanceof Attention attention && attention.needsSomebody()
            ? ExitCode.ATTENTION
            : ExitCode.DONE;
    if (code != ExitCode.DONE) {
      line.put("exit_code", code.code());
    }
    print(line);
    return code.code();
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

  private static void print(Map<String, Object> line) {
    try {
      System.out.println(Json.mapper().writeValueAsString(line));
      System.out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
