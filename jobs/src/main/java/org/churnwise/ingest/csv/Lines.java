package org.churnwise.ingest.csv;

import java.io.Closeable;
import java.io.IOException;

/** The lines of a text, from first to last. */
interface Lines extends Closeable {
  /** The next line, or null at the end. */
  TextLine next() throws IOException;

  @Override
  default void close() throws IOException {}
}
