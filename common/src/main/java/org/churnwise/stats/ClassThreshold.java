package org.churnwise.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The best probability from which to predict churn. Thresholds lie halfway between two cells, so
 * that no row's probability is a threshold; the lowest is 0, where every row is flagged.
 */
public final class ClassThreshold {
  private ClassThreshold() {}

  /**
   * The threshold with the largest F1, 2 TP / (2 TP + FP + FN); the highest of equal ones. Empty if
   * no row churned, since F1 is then 0 at every threshold.
   *
   * @param cells in any order; cells that overlap or touch are merged
   */
  public static OptionalDouble byF1(List<ScoreCell> cells) {
    List<ScoreCell> apart = apart(cells);
    long positives = apart.stream().mapToLong(ScoreCell::positives).sum();
    long flagged = 0;
    long caught = 0;
    double best = 0;
    OptionalDouble threshold = OptionalDouble.empty();
    for (int i = 0; i < apart.size(); i++) {
      flagged += apart.get(i).rows();
      caught += apart.get(i).positives();
      double f1 = 2.0 * caught / (flagged + positives);
      if (f1 > best) {
        best = f1;
        threshold = OptionalDouble.of(below(apart, i));
      }
    }
    return threshold;
  }

  private static double below(List<ScoreCell> apart, int cell) {
    return cell == apart.size() - 1
        ? 0
        : (apart.get(cell).lowest() + apart.get(cell + 1).highest()) / 2;
  }

  /** From the highest probability down; cells that no threshold can separate are merged. */
  private static List<ScoreCell> apart(List<ScoreCell> cells) {
    List<ScoreCell> apart = new ArrayList<>();
    for (ScoreCell cell :
        cells.stream().sorted(Comparator.comparing(ScoreCell::highest).reversed()).toList()) {
      int last = apart.size() - 1;
      if (last >= 0 && cell.highest() >= apart.get(last).lowest()) {
        ScoreCell before = apart.get(last);
        apart.set(
            last,
            new ScoreCell(
                Math.min(before.lowest(), cell.lowest()),
                before.highest(),
                before.rows() + cell.rows(),
                before.positives() + cell.positives()));
      } else {
        apart.add(cell);
      }
    }
    return apart;
  }
}
