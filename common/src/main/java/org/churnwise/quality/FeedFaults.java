package org.churnwise.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.quality.Diagnosis.Evidence;
import org.churnwise.run.DataFault;
import org.churnwise.run.LedgerView;
import org.churnwise.warehouse.Warehouse;

/**
 * Which feeds were broken in what the features of a snapshot are made from: what loads found,
 * accepted or not, and what the diagnosis of the snapshot found beside it.
 */
public final class FeedFaults {
  private final Warehouse warehouse;
  private final LedgerView view;

  public FeedFaults(Warehouse warehouse, LedgerView view) {
    this.warehouse = warehouse;
    this.view = view;
  }

  /**
   * The faults, for a person, with newest sales that are late; none for a snapshot on sound data.
   * At most two reads a run.
   */
  public List<String> of(LocalDate snapshot) {
    return withDeadFeed(snapshot, view.faults().near(snapshot));
  }

  /** The same without late sales: what the features are made from is whole. */
  public List<String> behindFeatures(LocalDate snapshot) {
    return withDeadFeed(snapshot, view.faults().behindFeatures(snapshot));
  }

  private List<String> withDeadFeed(LocalDate snapshot, List<DataFault> known) {
    List<String> faults = new ArrayList<>();
    known.forEach(fault -> faults.add(fault.withAcceptance()));
    Diagnoses.of(view, warehouse)
        .of(snapshot, Evidence.DATA)
        .flatMap(Diagnosis::deadFeed)
        .ifPresent(faults::add);
    return faults;
  }

  /** The same as one text; empty for a snapshot on sound data. */
  public Optional<String> spoken(LocalDate snapshot) {
    List<String> faults = of(snapshot);
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of("feed fault at %s: %s".formatted(snapshot, String.join(", ", faults)));
  }
}
