package org.churnwise.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command and all processes that it starts, to be killed together. */
final class ProcessGroup implements AutoCloseable {
  /** With job control a shell gives each command a group of its own, named by its first process. */
  private static final String IN_A_GROUP = "set -m; \"$@\" & echo $!; wait";

  private final Process shell;
  private final BufferedReader out;
  private final long pid;

  private ProcessGroup(Process shell) throws IOException {
    this.shell = shell;
    this.out = shell.inputReader();
    this.pid = Long.parseLong(out.readLine());
  }

  static ProcessGroup start(ProcessBuilder command) throws IOException {
    List<String> words = new ArrayList<>(List.of("bash", "-c", IN_A_GROUP, "bash"));
    words.addAll(command.command());
    return new ProcessGroup(command.command(words).redirectOutput(Redirect.PIPE).start());
  }

  /** The number of the first process, and of the group. */
  long pid() {
    return pid;
  }

  /** The next line that it prints; null once it is over. */
  String line() throws IOException {
    return out.readLine();
  }

  /** Lets time pass. Returns whether the command still runs. */
  boolean runsFor(long microseconds) throws InterruptedException {
    return !shell.waitFor(microseconds, TimeUnit.MICROSECONDS);
  }

  /** Kills all of it with SIGKILL, and returns once the first process is gone. */
  void kill() throws IOException {
    new ProcessBuilder("kill", "-KILL", "--", "-" + pid)
        .redirectError(Redirect.DISCARD)
        .start()
        .onExit()
        .join();
    shell.onExit().join();
  }

  @Override
  public void close() throws IOException {
    if (shell.isAlive()) {
      kill();
    }
    out.close();
  }
}
