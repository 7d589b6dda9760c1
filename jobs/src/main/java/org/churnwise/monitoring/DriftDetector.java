package org.churnwise.monitoring;

import static java.util.function.Predicate.not;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.model.evaluation.CalibrationCells;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.model.scoring.Importance;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * Compares a snapshot with the references of its features, bin by bin, over all customers and over
 * parts of them. One SQL statement counts the rows of all bins; each index is computed from its ten
 * or so counts. What cannot be compared is NO_EVIDENCE.
 */
final class DriftDetector {
  static final Sql BIN_COUNTS = FeatureColumns.in(Sql.named("monitoring/bin_counts"));
  static final Sql COUNTS =
      FeatureColumns.in(
          Sql.named("monitoring/drift_counts")
              .reading("bin_counts", Sql.named("monitoring/bin_counts"))
              .reading("drift_bins", Sql.named("monitoring/drift_bins"))
              .reading("category_bins", Sql.named("monitoring/category_bins"))
              .reading("number_bins", Sql.named("monitoring/number_bins"))
              .reading("number_bounds", Sql.named("monitoring/number_bounds"))
              .reading("reference_numbers", Sql.named("monitoring/reference_numbers"))
              .reading("compared_categories", ofCustomers("monitoring/compared_categories"))
              .reading("compared_numbers", ofCustomers("monitoring/compared_numbers"))
              .reading("compared_parts", Sql.named("monitoring/compared_parts"))
              .reading("calibration_cells", CalibrationCells.OF_EVALUATION.statement())
              .reading(CalibrationCells.GROUPS, Sql.named("monitoring/scored_probabilities"))
              .reading("calibration_line", Sql.named("monitoring/calibration_line"))
              .reading("sentiment_months", Sql.named("monitoring/sentiment_months")));

  private static final Sql REFERENCE = Sql.named("monitoring/drift_reference");
  private static final String NO_CHAMPION = "none";
  private static final String METRIC = "psi_excess";
  private static final RecordRows<DriftFinding> ROWS =
      new RecordRows<>(
          Tables.FEATURE_DRIFT,
          DriftFinding.class,
          "snapshot_date",
          "model_version",
          "metric",
          "run_id");

  private final Warehouse warehouse;
  private final Run run;
  private final MonitoringSettings settings;

  DriftDetector(Warehouse warehouse, Run run, MonitoringSettings settings) {
    this.warehouse = warehouse;
    this.run = run;
    this.settings = settings;
  }

  /** Each with a text of its own: DuckDB keeps the rows of one that is read twice. */
  private static Sql ofCustomers(String name) {
    return Sql.named(name)
        .reading("compared_customers", Sql.named("monitoring/compared_customers"));
  }

  /**
   * What a comparison found, and what the same statement read beside it.
   *
   * @param inputs of the estimate of the predictions
   * @param months of comments that the features can see
   */
  record Detected(List<DriftFinding> findings, EstimateInputs inputs, List<SentimentMonth> months) {
    private static final Detected NOTHING = new Detected(List.of(), EstimateInputs.NONE, List.of());

    List<DriftFinding> ofAll() {
      return findings.stream().filter(DriftFinding::isOfAll).toList();
    }
  }

  /**
   * Replaces the drift rows of a subject at a snapshot and returns the findings.
   *
   * @param stands whether there are rows of an earlier comparison
   */
  Detected detect(DriftComparison comparison, boolean stands) {
    SliceId.Drift drift = comparison.drift();
    Detected detected = compare(comparison);
    List<DriftFinding> findings =
        detected.findings().isEmpty() ? List.of(nothing(drift)) : detected.findings();
    if (stands) {
      warehouse.delete(
          Tables.FEATURE_DRIFT,
          Map.of("snapshot_date", drift.snapshot(), "subject", drift.subject().toString()));
    }
    ROWS.insert(
        warehouse, findings, drift.snapshot(), comparison.version(NO_CHAMPION), METRIC, run.id());
    return new Detected(findings, detected.inputs(), detected.months());
  }

  private DriftFinding nothing(SliceId.Drift drift) {
    DriftReference none =
        new DriftReference(
            DriftFinding.ALL,
            FeatureKind.BEHAVIOUR,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            "none");
    return judgement(drift, none, DriftFinding.ALL, List.of())
        .finding(OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Every finding, by reference and part; none if the snapshot has no rows. */
  private Detected compare(DriftComparison comparison) {
    if (comparison.references().isEmpty() && comparison.terms().isEmpty()) {
      return Detected.NOTHING;
    }
    List<ResultRow> counted = warehouse.query(counts(comparison));
    EstimateInputs inputs = EstimateInputs.of(counted);
    Map<String, Map<String, List<ResultRow>>> rows = new LinkedHashMap<>();
    List<SentimentMonth> months = new ArrayList<>();
    for (ResultRow row : counted.stream().filter(not(EstimateInputs::isOf)).toList()) {
      if (row.string("compared_with").equals(SentimentMonth.COMPARED)) {
        months.add(SentimentMonth.of(row));
        continue;
      }
      rows.computeIfAbsent(
              row.string("compared_with") + " " + row.string("name"), of -> new LinkedHashMap<>())
          .computeIfAbsent(row.string("segment"), of -> new ArrayList<>())
          .add(row);
    }
    List<DriftFinding> findings = new ArrayList<>();
    if (!rows.isEmpty()) {
      for (DriftReference reference : comparison.references()) {
        findings.addAll(findings(comparison, reference, rows));
      }
    }
    return new Detected(findings, inputs, months);
  }

  private Sql counts(DriftComparison comparison) {
    List<Sql> references = new ArrayList<>();
    for (DriftReference reference : comparison.references()) {
      reference
          .snapshot()
          .ifPresent(
              day ->
                  references.add(
                      REFERENCE
                          .with("reference_number", references.size())
                          .with("name", reference.name())
                          .with("reference_date", day)));
    }
    if (references.isEmpty()) { // a statement needs rows: nothing has this name
      references.add(
          REFERENCE
              .with("reference_number", 0)
              .with("name", NO_CHAMPION)
              .with("reference_date", comparison.drift().snapshot()));
    }
    return NumberBounds.in(COUNTS, settings.psiBins())
        .reading("drift_references", Sql.unionAll("monitoring/drift_reference", references))
        .with("snapshot_date", comparison.drift().snapshot())
        .with("model_version", comparison.version(NO_CHAMPION))
        .with("subject", comparison.drift().subject().toString())
        .with(
            "answers_of",
            comparison.terms().map(EstimateTerms::answersOf).orElse(comparison.drift().snapshot()))
        .with("bins", (long) settings.psiBins())
        .with("min_segment_rows", (long) settings.segmentMinRows());
  }

  private List<DriftFinding> findings(
      DriftComparison comparison,
      DriftReference reference,
      Map<String, Map<String, List<ResultRow>>> rows) {
    String compared = reference.isHeldOutScores() ? "held_out" : "reference";
    Map<String, List<ResultRow>> parts =
        new LinkedHashMap<>(rows.getOrDefault(compared + " " + reference.name(), Map.of()));
    parts.putIfAbsent(DriftFinding.ALL, List.of());
    List<ResultRow> training =
        rows.getOrDefault(comparison.drift().subject() + " " + reference.name(), Map.of())
            .getOrDefault(DriftFinding.ALL, List.of());
    OptionalDouble sinceTraining = DriftBins.of(training).stability(settings.psiFloor());
    OptionalDouble importance =
        comparison
            .model()
            .map(model -> importance(model, reference.name()))
            .orElse(OptionalDouble.empty());
    List<DriftFinding> findings = new ArrayList<>();
    parts.forEach(
        (segment, bins) ->
            findings.add(
                judgement(comparison.drift(), reference, segment, bins)
                    .finding(
                        segment.equals(DriftFinding.ALL) ? sinceTraining : OptionalDouble.empty(),
                        importance)));
    return findings;
  }

  private DriftJudgement judgement(
      SliceId.Drift drift, DriftReference reference, String segment, List<ResultRow> bins) {
    return new DriftJudgement(settings, drift, reference, segment, DriftBins.of(bins));
  }

  private static OptionalDouble importance(ModelVersion model, String name) {
    Importance known = model.card().importance();
    if (known == null) {
      return OptionalDouble.empty();
    }
    double all = known.features().stream().mapToDouble(Importance.Share::meanAbsolute).sum();
    return known.features().stream()
        .filter(share -> share.name().equals(name) && all > 0)
        .mapToDouble(share -> share.meanAbsolute() / all)
        .findFirst();
  }
}
