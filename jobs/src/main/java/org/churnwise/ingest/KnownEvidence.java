package org.churnwise.ingest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.evidence.SalesEvidence;
import org.churnwise.run.Ledger;
import org.churnwise.run.Stage;

/**
 * The counts of what is loaded, as the last load of this run left them: the next one need not count
 * the months anew of which it brings nothing.
 *
 * @param counts with rare levels; empty where they are not known
 */
record KnownEvidence(Optional<SalesEvidence> counts) {
  private static final KnownEvidence NONE = new KnownEvidence(Optional.empty());

  /** Those that hold beside what some files bring: attributes of customers concern all months. */
  static Optional<SalesEvidence> beside(List<SourceFile> files, Ledger ledger) {
    KnownEvidence known = ledger.view().fact(Set.of(Stage.INGEST), KnownEvidence.class, () -> NONE);
    boolean anyCustomers =
        files.stream().anyMatch(file -> Feed.named(file.feed()) == Feed.CUSTOMERS);
    return known.counts().filter(counts -> !anyCustomers);
  }

  /**
   * Has them known from the commit on within which it is called, if that loads all rows that were
   * counted: where some were left out, the next load counts everything.
   */
  static void update(
      Ledger ledger, Landing landing, List<LandedFile> landed, List<FileResult> loaded) {
    boolean areAllLoaded = landing.isComplete();
    for (int i = 0; i < loaded.size(); i++) {
      LandedFile file = landed.get(i);
      areAllLoaded &= !file.isKept() && loaded.get(i).rowsLoaded() == file.goodRows();
    }
    if (areAllLoaded) {
      KnownEvidence known = new KnownEvidence(Optional.of(landing.counts()));
      ledger.view().update(KnownEvidence.class, before -> known);
    }
  }
}
