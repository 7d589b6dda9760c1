package org.churnwise.ingest.csv;

import java.io.Closeable;
import java.io.IOException;

/** The records of one file, from first to last. */
public interface RecordSource extends Closeable {
  /** The next record, or null at the end. */
  TextRecord next() throws IOException;
}
