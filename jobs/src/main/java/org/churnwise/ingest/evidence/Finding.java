package org.churnwise.ingest.evidence;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.DataFault;
import org.churnwise.run.Stage;

/**
 * A hole or fault, and why it is one.
 *
 * @param fault as it is kept
 * @param measure name of what was measured
 * @param value of it
 * @param bound that it exceeds or falls below
 * @param dataBehind first day behind a hole that has data again; empty if it reaches the end of
 *     what is known
 * @param why it is one, for a person
 */
public record Finding(
    DataFault fault,
    String measure,
    double value,
    double bound,
    Optional<LocalDate> dataBehind,
    String why) {

  /** Whether a load has to stop: data that follow a hole show that some are missing before. */
  public boolean stopsTheLoad() {
    return fault.kind().isHole() && !fault.accepted() && dataBehind.isPresent();
  }

  /** Whether it reaches the end of what is known, and nobody has accepted it. */
  public boolean isOpenEnded() {
    return !fault.accepted() && dataBehind.isEmpty();
  }

  /** The row of data_quality that says so. */
  public QualityCheck check() {
    String subject = fault.subject() + " " + fault.period();
    QualityCheck least = QualityCheck.atLeast(Stage.INGEST, subject, measure, value, bound);
    return least.isBreach()
        ? least
        : QualityCheck.atMost(Stage.INGEST, subject, measure, value, bound);
  }

  /** What was found, for a person. */
  public String spoken() {
    return fault.spoken() + ": " + why;
  }

  /** The same after a person has accepted it, to this day at most. */
  Finding accepted(LocalDate lastDay) {
    DataFault known = new DataFault(fault.kind(), fault.subject(), fault.firstDay(), lastDay, true);
    return new Finding(known, measure, value, bound, dataBehind, why);
  }

  /** The option that accepts it. */
  public String acceptance() {
    return "--accept \"%s: REASON\""
        .formatted(
            fault.subject().equals(SilentDays.SUBJECT)
                ? fault.period()
                : fault.subject() + " " + fault.period());
  }
}
