package org.churnwise.warehouse;

/**
 * The lines of a text that a warehouse has read, until they are closed; one text at a time.
 *
 * @param relation the lines in the order of the file: {@code line_number}, {@code line}, whether it
 *     {@code is_whole}, its {@code value_count}, and its values {@code c1}, {@code c2} and so on;
 *     blank lines are left out
 * @param forgetting what closing does
 */
public record TextLines(String relation, Runnable forgetting) implements AutoCloseable {
  @Override
  public void close() {
    forgetting.run();
  }
}
