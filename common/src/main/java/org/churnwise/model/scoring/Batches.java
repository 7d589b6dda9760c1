package org.churnwise.model.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/** Maps rows many at a time, in their order, holding no more than one batch of them. */
final class Batches<T> implements Iterator<T> {
  private final Iterator<T> rows;
  private final int size;
  private final UnaryOperator<List<T>> work;
  private Iterator<T> done = Collections.emptyIterator();

  /**
   * Nothing runs before the first row is requested.
   *
   * @param size most rows of a batch
   * @param work returns one row for each row of a batch
   */
  Batches(Iterator<T> rows, int size, UnaryOperator<List<T>> work) {
    this.rows = rows;
    this.size = size;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    return done.hasNext() || rows.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!done.hasNext()) {
      List<T> batch = new ArrayList<>();
      while (batch.size() < size && rows.hasNext()) {
        batch.add(rows.next());
      }
      done = work.apply(batch).iterator();
    }
    return done.next();
  }
}
