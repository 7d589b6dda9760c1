package org.churnwise.warehouse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Maps rows many at a time, in their order, holding no more than one batch of them. */
final class Batches<T, R> implements Iterator<R> {
  private final Iterator<T> rows;
  private final int size;
  private final Function<List<T>, List<R>> work;
  private Iterator<R> done = Collections.emptyIterator();

  /**
   * Nothing runs before the first row is requested.
   *
   * @param size most rows of a batch
   * @param work returns one row for each row of a batch
   */
  Batches(Iterator<T> rows, int size, Function<List<T>, List<R>> work) {
    this.rows = rows;
    this.size = size;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    return done.hasNext() || rows.hasNext();
  }

  @Override
  public R next() {
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
