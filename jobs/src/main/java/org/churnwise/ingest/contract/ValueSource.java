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

  /** Several columns of the file, which are one text together. */
  record Joined(List<ColumnRef> columns) implements ValueSource {
    public Joined {
      columns = List.copyOf(columns);
    }

    @Override
    public List<ColumnRef> references() {
      return columns;
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

  /**
   * A key for files that number nothing: file name and line, or the content of the row.
   *
   * @param fromContent whether an equal row of another file has the same key; the second of two
   *     equal rows of one file has another
   * @param daysMayRepeat whether files may bring equal rows that are none of the same purchase
   */
  record Generated(boolean fromContent, boolean daysMayRepeat) implements ValueSource {
    @Override
    public List<ColumnRef> references() {
      return List.of();
    }
  }
}
