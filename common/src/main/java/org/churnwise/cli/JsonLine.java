package org.churnwise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.churnwise.error.ExitCode;
import org.churnwise.run.Json;
import org.churnwise.run.LoopState;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The last line of a command's standard output, for programs; of standard error, where standard
 * output holds data and nothing else.
 */
public final class JsonLine {
  /** Of conf/json-line.schema.json; a new one only where a field goes or changes its meaning. */
  private static final int SCHEMA_VERSION = 1;

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]");

  private final String command;
  private final long startedAtNanos;
  private final PrintStream out;
  private volatile String runId;
  private volatile LoopState state;

  JsonLine(CommandSpec spec, long startedAtNanos, PrintStream out) {
    this.command = spec.qualifiedName().replaceFirst("^churn (?=.)", "");
    this.startedAtNanos = startedAtNanos;
    this.out = out;
  }

  /** The run that stands in the ledger. */
  void isOf(String run) {
    runId = run;
  }

  /** Where the loop stands at the end. */
  void leaves(LoopState end) {
    state = end;
  }

  int done(Record counts) {
    Map<String, Object> line = line("DONE", counts);
    if (counts instanceof WithFields more) {
      line.putAll(more.fields());
    }
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
    line.put("schema_version", SCHEMA_VERSION);
    if (runId != null) {
      line.put("run_id", runId);
    }
    line.put("counts", counts);
    if (state != null) {
      line.put("state", state);
    }
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
