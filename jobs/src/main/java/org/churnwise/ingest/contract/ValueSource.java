package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.List;

/** The source of a column's value. */
public sealed interface ValueSource extends Serializable {
  /** The columns of the file that it needs. */
  List<ColumnRef> references();

  /** A column of the file. */
  record From(ColumnRef column) implements ValueSource {
    @Override
    public List<ColumnRef> references() {
      return List.of(column);
    }
  }

  /** Two columns of the file, multiplied. */
  record ProductOf(ColumnRef left, ColumnRef right) implements ValueSource {
    @Override
    public List<ColumnRef> references() {
      return List.of(left, right);
    }
  }

  /** The same text for every row. */
  record Constant(String text) implements ValueSource {
    @Override
    public List<ColumnRef> references() {
      return List.of();
    }
  }

  /** File name and line number. */
  record Generated() implements ValueSource {
    @Override
    public List<ColumnRef> references() {
      return List.of();
    }
  }
}
