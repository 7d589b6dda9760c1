package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.run.DataFault;
import org.churnwise.run.DataFaults;

/**
 * What a load will make known.
 *
 * @param loadedTo day to declare as the first that is not known; empty if the newest sale says so
 * @param accepted what is accepted with this load and was not before
 * @param findings every hole and fault that the data have after the load
 */
record LoadAssessment(
    Optional<LocalDate> loadedTo, List<Acceptance> accepted, List<Finding> findings) {
  LoadAssessment {
    accepted = List.copyOf(accepted);
    findings = List.copyOf(findings);
  }

  /** The faults, as they are kept. */
  DataFaults faults() {
    return new DataFaults(findings.stream().map(Finding::fault).toList());
  }

  /** Whether nothing is to be written beside the rows of files. */
  boolean isEmpty() {
    return loadedTo.isEmpty() && accepted.isEmpty();
  }

  /** What was not known before this load. */
  List<Finding> newSince(DataFaults before) {
    return findings.stream().filter(finding -> !before.all().contains(finding.fault())).toList();
  }

  /** What an earlier load found and this one does not. */
  List<DataFault> gone(DataFaults before) {
    List<DataFault> now = faults().all();
    return before.all().stream().filter(fault -> !now.contains(fault)).toList();
  }
}
