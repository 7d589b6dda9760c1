package org.churnwise.warehouse;

import java.util.Optional;

/**
 * Statements that this process has sent since it opened the warehouse, and bytes that it has
 * carried from files and the warehouse, and to them. What a warehouse reads and writes in its own
 * tables does not count, nor do the statements of Snowflake's connector.
 */
public final class Traffic {
  private Total total = new Total(0, 0, 0, 0, 0);

  /** Counts a statement. */
  synchronized void sent() {
    total =
        new Total(
            total.statements + 1,
            total.read,
            total.written,
            total.unknownReads,
            total.unknownWrites);
  }

  /** Counts bytes that came from files, or from the warehouse to Spark. */
  public synchronized void read(long bytes) {
    total =
        new Total(
            total.statements,
            total.read + bytes,
            total.written,
            total.unknownReads,
            total.unknownWrites);
  }

  /** Counts bytes that went to files of the warehouse. */
  public synchronized void wrote(long bytes) {
    total =
        new Total(
            total.statements,
            total.read,
            total.written + bytes,
            total.unknownReads,
            total.unknownWrites);
  }

  /** Counts a read of which nobody says how large it was. */
  synchronized void readUnknown() {
    total =
        new Total(
            total.statements,
            total.read,
            total.written,
            total.unknownReads + 1,
            total.unknownWrites);
  }

  /** Counts a write of which nobody says how large it was. */
  synchronized void wroteUnknown() {
    total =
        new Total(
            total.statements,
            total.read,
            total.written,
            total.unknownReads,
            total.unknownWrites + 1);
  }

  /** What was carried so far. */
  public synchronized Total total() {
    return total;
  }

  /**
   * What was carried up to a moment.
   *
   * @param statements sent
   * @param read bytes
   * @param written bytes
   * @param unknownReads reads of unknown size
   * @param unknownWrites writes of unknown size
   */
  public record Total(
      long statements, long read, long written, long unknownReads, long unknownWrites) {
    /** Bytes read since an earlier moment; empty if the size of a read is not known. */
    public Optional<Long> readSince(Total earlier) {
      return unknownReads == earlier.unknownReads
          ? Optional.of(read - earlier.read)
          : Optional.empty();
    }

    /** Bytes written since an earlier moment; empty if the size of a write is not known. */
    public Optional<Long> writtenSince(Total earlier) {
      return unknownWrites == earlier.unknownWrites
          ? Optional.of(written - earlier.written)
          : Optional.empty();
    }
  }
}
