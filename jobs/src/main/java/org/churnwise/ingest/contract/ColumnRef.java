package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.List;

/** A column of a file. */
public sealed interface ColumnRef extends Serializable {
  /** The 0-based place in a record with this header, or -1 if the header lacks the column. */
  int indexIn(List<String> header);

  /** A column by its name in the header. */
  record Named(String name) implements ColumnRef {
    @Override
    public int indexIn(List<String> header) {
      return header.indexOf(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A column by its 1-based position. */
  record Position(int position) implements ColumnRef {
    @Override
    public int indexIn(List<String> header) {
      return header.isEmpty() || position <= header.size() ? position - 1 : -1;
    }

    @Override
    public String toString() {
      return "column " + position;
    }
  }
}
