package org.churnwise.submitting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that serves until it is closed, at the latest with this JVM. What it prints can be
 * waited for and is kept in a file.
 */
public final class ServerProcess implements AutoCloseable {
  private static final int LONGEST_START_SECONDS = 180;
  private static final int LONGEST_END_SECONDS = 20;
  private static final String END = "";

  private final Process process;
  private final Path log;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread guard;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.guard =
        new Thread(
            () -> {
              process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
  }

  /** Starts a process whose output, errors included, goes to a log file. */
  public static ServerProcess start(ProcessBuilder command, Path log) throws IOException {
    ServerProcess server = new ServerProcess(command.redirectErrorStream(true).start(), log);
    Runtime.getRuntime().addShutdownHook(server.guard);
    Thread reader = new Thread(server::read, "output of " + log.getFileName());
    reader.setDaemon(true);
    reader.start();
    return server;
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        copy.println(line);
        lines.add(line + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lines.add(END);
    }
  }

  /** Waits for the next line in which a pattern is found. */
  public Matcher await(Pattern pattern) throws IOException, InterruptedException {
    long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (true) {
      String line = lines.poll(last - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("no '" + pattern + "' in: " + Files.readString(log));
      }
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  /** Ends the process at once, as a machine that fails does. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.descendants().toList().forEach(ProcessHandle::destroy); // they do not end with it
    process.toHandle().destroy(); // Process.destroy would close the output that is being read
    try {
      if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(guard);
  }
}
