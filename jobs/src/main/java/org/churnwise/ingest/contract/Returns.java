package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which records of sales are returns: money that goes back.
 *
 * @param negative whether a negative amount or number of pieces makes a record a return
 * @param marks a record that one of them matches is a return, whatever the sign of its amount
 * @param refunded the column of money that went back of a record's own sale, in the units and sign
 *     of total_amount; null where the contract names none
 */
public record Returns(boolean negative, List<Mark> marks, ColumnRule refunded)
    implements Serializable {
  /** The contract says nothing of returns. */
  static final Returns NONE = new Returns(false, List.of(), null);

  public Returns {
    marks = List.copyOf(marks);
  }

  /**
   * A mark of a return.
   *
   * @param filter that matches the record
   * @param isVoid whether the record is the sale itself, all of whose money went back; else it is
   *     beside the sale, and its amount is what went back
   */
  public record Mark(RecordFilter filter, boolean isVoid) implements Serializable {}

  /** What the marks look for. */
  public List<RecordFilter> filters() {
    return marks.stream().map(Mark::filter).toList();
  }

  /** The columns of the file that it needs. */
  public List<ColumnRef> references() {
    List<ColumnRef> references = new ArrayList<>();
    marks.forEach(mark -> references.add(mark.filter().column()));
    if (refunded != null) {
      references.addAll(refunded.source().references());
    }
    return references;
  }
}
