package org.churnwise.model.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Ledger;
import org.churnwise.run.LedgerView;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.run.Stage;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * The models, the champion, and every decision. Reads are cached by the ledger's view; writes
 * belong in the caller's transaction, after the files of the model were stored (see {@link
 * ModelStore}).
 */
public final class ModelRegistry {
  private static final String CHAMPION = "champion";
  private static final String PREVIOUS = "previous";
  private static final String SHADOW = "shadow";
  private static final RecordRows<ModelVersion> VERSIONS =
      new RecordRows<>(Tables.MODEL_VERSIONS, ModelVersion.class, "created_at", "run_id");
  private static final RecordRows<BaselineBin> BASELINES =
      new RecordRows<>(Tables.MODEL_BASELINES, BaselineBin.class, "model_version");
  private static final RecordRows<ModelDecision> DECISIONS =
      new RecordRows<>(Tables.MODEL_DECISIONS, ModelDecision.class, "decided_at", "run_id");
  private static final RecordRows<Alias> ALIASES =
      new RecordRows<>(Tables.MODEL_ALIASES, Alias.class);

  private static final Set<Stage> WRITERS = Set.of(Stage.TRAIN);

  private final Warehouse warehouse;
  private final Run run;
  private final LedgerView view;

  public ModelRegistry(Warehouse warehouse, Ledger ledger) {
    this.warehouse = warehouse;
    this.run = ledger.run();
    this.view = ledger.view();
  }

  /** Every model, in order of training; each card is parsed once. */
  public List<ModelVersion> versions() {
    return view.fact(WRITERS, Versions.class, this::readVersions).versions();
  }

  private Versions readVersions() {
    return new Versions(
        RecordRows.read(warehouse.query(Sql.named("models/model_versions")), ModelVersion.class));
  }

  /** The model of this name; refuses an unknown name. */
  public ModelVersion version(String name) {
    List<ModelVersion> all = versions();
    return all.stream()
        .filter(version -> version.version().equals(name))
        .findFirst()
        .orElseThrow(
            () -> ChurnException.usage("unknown model %s; known: %s".formatted(name, names(all))));
  }

  private record Alias(String alias, String modelVersion, String decisionId, Instant updatedAt) {}

  private record Versions(List<ModelVersion> versions) {}

  private record Aliases(Map<String, String> versions) {}

  private record Decisions(List<ModelDecision> decisions) {}

  /** The model that scores in production, if one was ever promoted. */
  public Optional<ModelVersion> champion() {
    return Optional.ofNullable(aliases().get(CHAMPION)).map(this::version);
  }

  /** The model that scores alongside the champion without being used, if there is one. */
  public Optional<ModelVersion> shadow() {
    return Optional.ofNullable(aliases().get(SHADOW)).map(this::version);
  }

  /**
   * The model that was champion before a training at this watermark, if any: what later trainings
   * decided does not count.
   */
  public Optional<ModelVersion> championBefore(LocalDate watermark) {
    return decisions().stream()
        .filter(
            decision ->
                decision.outcome() == ModelDecision.Outcome.PROMOTED
                    && decision.watermark().isBefore(watermark))
        .reduce((earlier, later) -> later)
        .map(decision -> version(decision.challenger()));
  }

  /** The champion after all decisions up to a watermark: the model that scores its snapshot. */
  public Optional<ModelVersion> championAt(LocalDate watermark) {
    return championBefore(watermark.plusDays(1));
  }

  /** Alias to model version. */
  public Map<String, String> aliases() {
    return view.fact(WRITERS, Aliases.class, this::readAliases).versions();
  }

  private Aliases readAliases() {
    return new Aliases(
        warehouse.query(Sql.named("models/model_aliases")).stream()
            .collect(
                Collectors.toMap(row -> row.string("alias"), row -> row.string("model_version"))));
  }

  /** The name of the next model to be trained. */
  public String nextVersion() {
    return "v"
        + (versions().stream()
                .mapToLong(v -> Long.parseLong(v.version().substring(1)))
                .max()
                .orElse(0)
            + 1);
  }

  /** Every decision, oldest first. */
  public List<ModelDecision> decisions() {
    return view.fact(WRITERS, Decisions.class, this::readDecisions).decisions();
  }

  private Decisions readDecisions() {
    return new Decisions(
        RecordRows.read(warehouse.query(Sql.named("models/model_decisions")), ModelDecision.class));
  }

  /** What the newest training at this watermark decided; later decisions by people do not count. */
  public Optional<ModelDecision> verdictAt(LocalDate watermark) {
    return decisions().stream()
        .filter(made -> made.watermark().equals(watermark) && made.isByTraining())
        .reduce((earlier, later) -> later);
  }

  /** Adds a model with the spread of its training rows. */
  public void add(ModelVersion version, List<BaselineBin> baselines) {
    VERSIONS.insert(warehouse, List.of(version), now(), run.id());
    BASELINES.insert(warehouse, baselines, version.version());
    view.forget(Versions.class);
  }

  /**
   * Adds a decision and moves the aliases by it: a promoted challenger becomes champion, the
   * champion before it previous, and no model is champion and shadow at once.
   */
  public void add(ModelDecision decision) {
    DECISIONS.insert(warehouse, List.of(decision), now(), run.id());
    switch (decision.outcome()) {
      case PROMOTED -> {
        decision.champion().ifPresent(champion -> point(PREVIOUS, champion, decision.id()));
        point(CHAMPION, decision.challenger(), decision.id());
        warehouse.delete(
            Tables.MODEL_ALIASES, Map.of("alias", SHADOW, "model_version", decision.challenger()));
      }
      case SHADOWED -> point(SHADOW, decision.challenger(), decision.id());
      case UNSHADOWED -> warehouse.delete(Tables.MODEL_ALIASES, Map.of("alias", SHADOW));
      case PROPOSED, KEPT, REFUSED -> {}
    }
    view.forget(Decisions.class);
    view.forget(Aliases.class);
  }

  private void point(String alias, String version, String decisionId) {
    warehouse.delete(Tables.MODEL_ALIASES, Map.of("alias", alias));
    Alias moved = new Alias(alias, version, decisionId, now());
    ALIASES.insert(warehouse, List.of(moved));
  }

  private Instant now() {
    return run.clock().instant();
  }

  private static String names(List<ModelVersion> versions) {
    List<String> names = new ArrayList<>(versions.stream().map(ModelVersion::version).toList());
    return names.isEmpty() ? "none, run train first" : String.join(", ", names);
  }
}
