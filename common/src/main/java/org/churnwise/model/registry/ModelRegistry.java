package org.churnwise.model.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return view.fact(Set.of(), Versions.class, this::readVersions).versions();
  }

  private Versions readVersions() {
    return new Versions(
        warehouse.query(Sql.named("models/model_versions")).stream()
            .map(ModelRegistry::readVersion)
            .toList());
  }

  private static ModelVersion readVersion(ResultRow row) {
    String version = row.string("model_version");
    return new ModelVersion(
        version,
        row.date("trained_on_watermark"),
        ModelCard.ofJson(version, row.string("card")),
        row.string("artifact_path"),
        row.string("artifact_sha256"));
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
    return view.fact(Set.of(), Aliases.class, this::readAliases).versions();
  }

  private Aliases readAliases() {
    return new Aliases(
        warehouse.query(Sql.named("models/model_aliases")).stream()
            .collect(
                Collectors.toMap(
                    row -> row.string("alias"),
                    row -> row.string("model_version"),
                    ModelRegistry::refuseTwo)));
  }

  private static String refuseTwo(String one, String other) {
    throw ChurnException.warehouse(
        "table model_aliases gives one alias to two models, %s and %s; delete the row of the wrong one"
            .formatted(one, other),
        null);
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
    return view.fact(Set.of(), Decisions.class, this::readDecisions).decisions();
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
    view.update(Versions.class, known -> new Versions(and(known.versions(), version)));
  }

  /**
   * Adds a decision and moves the aliases by it: a promoted challenger becomes champion, the
   * champion before it previous, and no model is champion and shadow at once.
   */
  public void add(ModelDecision decision) {
    DECISIONS.insert(warehouse, List.of(decision), now(), run.id());
    view.update(Decisions.class, known -> new Decisions(and(known.decisions(), decision)));
    Map<String, String> moved = new TreeMap<>(aliases());
    switch (decision.outcome()) {
      case PROMOTED -> {
        decision.champion().ifPresent(champion -> moved.put(PREVIOUS, champion));
        moved.put(CHAMPION, decision.challenger());
        moved.remove(SHADOW, decision.challenger());
      }
      case SHADOWED -> moved.put(SHADOW, decision.challenger());
      case UNSHADOWED -> moved.remove(SHADOW);
      case PROPOSED, KEPT, REFUSED -> {}
    }
    move(moved, decision.id());
  }

  /** Writes the aliases that differ. */
  private void move(Map<String, String> moved, String decisionId) {
    Map<String, String> standing = aliases();
    List<String> gone =
        standing.keySet().stream()
            .filter(alias -> !standing.get(alias).equals(moved.get(alias)))
            .toList();
    warehouse.delete(Tables.MODEL_ALIASES, Map.of("alias", gone));
    ALIASES.insert(
        warehouse,
        moved.keySet().stream()
            .filter(alias -> !moved.get(alias).equals(standing.get(alias)))
            .map(alias -> new Alias(alias, moved.get(alias), decisionId, now()))
            .toList());
    view.update(Aliases.class, known -> new Aliases(moved));
  }

  private static <T> List<T> and(List<T> known, T added) {
    return Stream.concat(known.stream(), Stream.of(added)).toList();
  }

  private Instant now() {
    return run.clock().instant();
  }

  private static String names(List<ModelVersion> versions) {
    List<String> names = new ArrayList<>(versions.stream().map(ModelVersion::version).toList());
    return names.isEmpty() ? "none, run train first" : String.join(", ", names);
  }
}
