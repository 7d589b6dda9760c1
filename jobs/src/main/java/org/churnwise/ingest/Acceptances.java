package org.churnwise.ingest;

import java.util.List;
import java.util.Set;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.run.LedgerView;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * What persons have accepted.
 *
 * @param all by subject and day
 */
record Acceptances(List<Acceptance> all) {
  Acceptances {
    all = List.copyOf(all);
  }

  /** As the ledger knows them; read once, and whoever accepts more puts all of them there. */
  static Acceptances of(LedgerView view, Warehouse warehouse) {
    return view.fact(Set.of(), Acceptances.class, () -> read(warehouse));
  }

  private static Acceptances read(Warehouse warehouse) {
    return new Acceptances(
        warehouse.query(Sql.named("ingest/accepted_faults")).stream().map(Acceptance::of).toList());
  }
}
