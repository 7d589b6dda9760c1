package org.churnwise.model.features;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The registered versions of the feature view, and which of them computed each snapshot. Reads are
 * cached by the ledger's view; a write belongs in the caller's transaction.
 */
public final class FeatureViews {
  private static final RecordRows<FeatureView> ROWS =
      new RecordRows<>(Tables.FEATURE_VIEWS, FeatureView.class, "entity", "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final LedgerView view;

  public FeatureViews(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.run = ledger.run();
    this.view = ledger.view();
  }

  /** Every version, in order of registration. */
  public List<FeatureView> all() {
    return view.fact(Set.of(), Registered.class, this::registered).views();
  }

  private Registered registered() {
    return new Registered(
        RecordRows.read(warehouse.query(Sql.named("features/feature_views")), FeatureView.class));
  }

  /** A version; an unknown name is refused with exit code 2. */
  public FeatureView version(String version) {
    List<FeatureView> all = all();
    return all.stream()
        .filter(view -> view.version().equalsIgnoreCase(version))
        .findFirst()
        .orElseThrow(
            () ->
                ChurnException.usage(
                    "unknown version %s of feature view %s; known: %s"
                        .formatted(version, FeatureView.CUSTOMER_FEATURES, names(all))));
  }

  /** The version that this program computes, if it is registered. */
  public Optional<FeatureView> registered(FeatureCatalogue catalogue) {
    FeatureView computed = next(catalogue, List.of());
    return all().stream().filter(computed::isSameAs).findFirst();
  }

  /** The version that this program computes: the one registered, or the next one. */
  public FeatureView computedBy(FeatureCatalogue catalogue) {
    List<FeatureView> all = all();
    FeatureView next = next(catalogue, all);
    return all.stream().filter(next::isSameAs).findFirst().orElse(next);
  }

  /** Registers a version if it is new. */
  public void add(FeatureView view) {
    if (all().stream().anyMatch(view::isSameAs)) {
      return;
    }
    ROWS.insert(warehouse, List.of(view), FeatureView.ENTITY, run.id());
    this.view.forget(Registered.class);
  }

  /**
   * Every snapshot with features, and the version that computed it; empty where that was before
   * versions were registered.
   */
  public Map<LocalDate, Optional<FeatureView>> ofSnapshots() {
    return view.fact(Set.of(), OfSnapshots.class, this::readOfSnapshots).views();
  }

  private OfSnapshots readOfSnapshots() {
    Map<String, FeatureView> byTitle =
        all().stream().collect(Collectors.toMap(FeatureView::title, view -> view));
    Map<LocalDate, Optional<FeatureView>> views = new LinkedHashMap<>();
    for (ResultRow row : warehouse.query(Sql.named("features/views_of_slices"))) {
      views.put(row.date("snapshot_date"), row.optionalString("view_version").map(byTitle::get));
    }
    return new OfSnapshots(views);
  }

  /** Notes that a version has computed snapshots, once that is committed. */
  public void computed(List<LocalDate> snapshots, FeatureView by) {
    Map<LocalDate, Optional<FeatureView>> views = new TreeMap<>(ofSnapshots());
    snapshots.forEach(snapshot -> views.put(snapshot, Optional.of(by)));
    view.update(OfSnapshots.class, before -> new OfSnapshots(views));
  }

  private record Registered(List<FeatureView> views) {}

  private record OfSnapshots(Map<LocalDate, Optional<FeatureView>> views) {}

  /** The snapshots that a registered version computed, but not the one of this program. */
  public Set<LocalDate> computedOtherwise(FeatureCatalogue catalogue) {
    FeatureView own = computedBy(catalogue);
    return ofSnapshots().entrySet().stream()
        .filter(of -> of.getValue().filter(view -> !view.isSameAs(own)).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private FeatureView next(FeatureCatalogue catalogue, List<FeatureView> all) {
    long newest =
        all.stream().mapToLong(view -> Long.parseLong(view.version().substring(1))).max().orElse(0);
    return FeatureView.of(catalogue, "V" + (newest + 1), run.clock().instant());
  }

  private static String names(List<FeatureView> views) {
    return views.isEmpty()
        ? "none, run features first"
        : views.stream().map(FeatureView::version).collect(Collectors.joining(", "));
  }
}
