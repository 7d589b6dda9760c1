package org.churnwise.cli;

/** Seconds since it was started, for the lines that a person reads. */
public final class Stopwatch {
  private final long startedAtNanos = System.nanoTime();

  private Stopwatch() {}

  public static Stopwatch start() {
    return new Stopwatch();
  }

  public double seconds() {
    return (System.nanoTime() - startedAtNanos) / 1e9;
  }
}
