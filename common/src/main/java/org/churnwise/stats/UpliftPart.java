package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a contact list, which is ordered by expected value: those on it who were contacted
 * and those who were held out.
 */
public record UpliftPart(GroupOutcome contacted, GroupOutcome heldOut) {
  /** An empty stretch. */
  public static final UpliftPart EMPTY = new UpliftPart(GroupOutcome.NOBODY, GroupOutcome.NOBODY);

  /** Both stretches as one. */
  public UpliftPart plus(UpliftPart other) {
    return new UpliftPart(contacted.plus(other.contacted), heldOut.plus(other.heldOut));
  }

  long customers() {
    return contacted.customers() + heldOut.customers();
  }

  long churned() {
    return customers() - contacted.stayed() - heldOut.stayed();
  }

  /** Whether each group has at least a number of customers. */
  boolean hasBoth(long least) {
    return contacted.customers() >= least && heldOut.customers() >= least;
  }

  /** How much larger the share that stayed is among the contacted. */
  double uplift() {
    return contacted.stayedShare() - heldOut.stayedShare();
  }

  /**
   * Joins neighbours until each stretch has enough customers of either group; labels play no part
   * in it. The remainder joins the last stretch. Empty if all customers together are too few.
   */
  static List<UpliftPart> joined(List<UpliftPart> parts, long least) {
    List<UpliftPart> joined = new ArrayList<>();
    UpliftPart open = EMPTY;
    for (UpliftPart part : parts) {
      open = open.plus(part);
      if (open.hasBoth(least)) {
        joined.add(open);
        open = EMPTY;
      }
    }
    if (!joined.isEmpty()) {
      joined.set(joined.size() - 1, joined.get(joined.size() - 1).plus(open));
    }
    return joined;
  }
}
