package org.churnwise.replay;

/** How what was built again compares with what a run wrote; the later, the worse. */
enum Equality {
  /** Every cell is the same. */
  EQUAL,
  /** Only floating-point numbers differ, and by no more than {@link CellRules#EPSILON}. */
  EQUAL_WITHIN,
  /** The slice is of a kind that replay does not build, or that has no recorded content. */
  NOT_COMPARED,
  /** Something else differs, or could not be built. */
  DIFFERENT
}
