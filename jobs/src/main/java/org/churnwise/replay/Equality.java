package org.churnwise.replay;

/** How a rebuilt slice compares with what the run wrote, from best to worst. */
enum Equality {
  /** Every cell is the same. */
  EQUAL,
  /** Only floating-point numbers differ, and by no more than {@link CellRules#EPSILON}. */
  EQUAL_WITHIN,
  /** Replay does not build slices of this kind, or the slice has no recorded content. */
  NOT_COMPARED,
  /** Something else differs, or could not be built. */
  DIFFERENT
}
