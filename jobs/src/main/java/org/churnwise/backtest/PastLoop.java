package org.churnwise.backtest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.churnwise.monitoring.RealisedScore;
import org.churnwise.training.ModelComparator.Comparison;

/**
 * What policies go by at past watermarks. A model depends on the watermark of its training alone,
 * not on the policy, and is named by it.
 */
interface PastLoop {
  /** What a training decides while there is no champion; empty if none is possible. */
  Optional<Comparison> first(LocalDate watermark);

  /** What a training decides where there is a champion, which was trained earlier. */
  Comparison decide(LocalDate challenger, LocalDate champion);

  /** The newest snapshot whose labels became FINAL after one watermark and up to another. */
  Optional<LocalDate> newestFinal(LocalDate after, LocalDate upTo);

  /**
   * What was realised on a snapshot.
   *
   * @param model that was in production for it; empty if none was
   */
  RealisedScore realised(LocalDate snapshot, Optional<LocalDate> model);

  /**
   * What else is wrong with the champion, in words.
   *
   * @param predicted the snapshots that it was in production for, up to the newest FINAL one
   */
  List<String> changes(LocalDate champion, SortedSet<LocalDate> predicted);

  /** Which feeds were broken in what the features of a snapshot are made from, if any was. */
  Optional<String> feedFault(LocalDate snapshot);
}
