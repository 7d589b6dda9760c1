package org.churnwise.ingest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.evidence.Acceptance;

/**
 * What is known of a load beside its files.
 *
 * @param monthsAreWhole whether the sales files of a month hold all of its sales, so that the month
 *     is known to its end
 * @param complete months declared to be loaded whole
 * @param loadedTo day before which all sales are declared to be loaded
 * @param accepted holes, faults and empty months that do not stop the load
 * @param asRecorded whether it was loaded before and is only rebuilt: nothing stops it
 */
public record LoadTerms(
    boolean monthsAreWhole,
    List<YearMonth> complete,
    Optional<LocalDate> loadedTo,
    List<Acceptance> accepted,
    boolean asRecorded) {
  public LoadTerms {
    complete = List.copyOf(complete);
    accepted = List.copyOf(accepted);
  }

  /** Nothing beside the files. */
  public static LoadTerms none() {
    return new LoadTerms(false, List.of(), Optional.empty(), List.of(), false);
  }

  /** Whether they say something of what is loaded, and not of the files of this load alone. */
  boolean concernWhatIsLoaded() {
    return asRecorded || !complete.isEmpty() || loadedTo.isPresent() || !accepted.isEmpty();
  }

  /** Those of the month loop. */
  public static LoadTerms ofWholeMonths(List<Acceptance> accepted) {
    return new LoadTerms(true, List.of(), Optional.empty(), accepted, false);
  }

  /** Those of a load that is rebuilt. */
  public static LoadTerms asRecorded(Optional<LocalDate> loadedTo, List<Acceptance> accepted) {
    return new LoadTerms(false, List.of(), loadedTo, accepted, true);
  }
}
