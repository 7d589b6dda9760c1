package org.churnwise.warehouse;

/**
 * The purpose of a statement.
 *
 * @param runId the run
 * @param stage the stage, empty between stages
 * @param slice the slice that is written, as a snapshot's date, or {@code first..last} of several;
 *     empty between stages
 */
public record WorkLabel(String runId, String stage, String slice) {
  /** Work of a run outside any stage. */
  public static WorkLabel of(String runId) {
    return new WorkLabel(runId, "", "");
  }
}
