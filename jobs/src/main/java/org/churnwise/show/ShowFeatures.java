package org.churnwise.show;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.cli.Job;
import org.churnwise.cli.Version;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.scoring.Importance;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.ShownRows;
import picocli.CommandLine.Command;

/**
 * {@code show features}: the catalogue, with the weight of each feature in the champion and its
 * drift now.
 */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show features with their weight in the champion and their drift, the heaviest first (--last counts features).")
final class ShowFeatures extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.text("name", "feature"),
          Shown.text("concept", "concept"),
          Shown.text("owner", "owner"),
          Shown.thousandths("importance", "weight"),
          Shown.thousandths("value", "drift"),
          Shown.text("verdict", "verdict"));
  private static final List<String> NAMES =
      List.of(
          "name",
          "type",
          "concept",
          "owner",
          "input",
          "monitored",
          "importance",
          "snapshot_date",
          "model_version",
          "value",
          "previous_value",
          "threshold",
          "verdict",
          "breaches",
          "comparisons",
          "meaning",
          "newest_first");

  ShowFeatures() {
    super(
        new Subject(
            "show/features", COLUMNS, "features", 100, "conf/features.conf names no feature"));
  }

  @Override
  ShownRows found(Job job, long upTo) {
    Map<String, ResultRow> drift =
        job.warehouse().query(query()).stream()
            .filter(row -> row.string("subject").equals("feature"))
            .collect(Collectors.toMap(row -> row.string("name"), row -> row));
    Map<String, Double> weights = weights(job);
    List<Map<String, Object>> features =
        FeatureCatalogue.load().features().stream()
            .map(feature -> fields(feature, weights.get(feature.name()), drift))
            .sorted(Comparator.comparingDouble(ShowFeatures::lightness))
            .toList();
    List<ResultRow> rows = new ArrayList<>();
    for (Map<String, Object> feature : features) {
      feature.put("newest_first", rows.size() + 1L);
      rows.add(new ResultRow(feature));
    }
    return new ShownRows(NAMES, rows, false);
  }

  private static double lightness(Map<String, Object> feature) {
    Object weight = feature.get("importance");
    return weight == null ? 0 : -(Double) weight;
  }

  private static Map<String, Double> weights(Job job) {
    return new ModelRegistry(job.warehouse(), job.ledger())
            .champion()
            .flatMap(champion -> Optional.ofNullable(champion.card().importance()))
            .map(Importance::features)
            .orElse(List.of())
            .stream()
            .collect(Collectors.toMap(Importance.Share::name, Importance.Share::meanAbsolute));
  }

  private static Map<String, Object> fields(
      Feature feature, Double weight, Map<String, ResultRow> drift) {
    Map<String, Object> fields = new LinkedHashMap<>();
    NAMES.forEach(name -> fields.put(name, null));
    if (drift.containsKey(feature.name())) {
      fields.putAll(drift.get(feature.name()).values());
    }
    fields.put("name", feature.name());
    fields.put("type", feature.type().toString());
    fields.put("concept", feature.concept());
    fields.put("owner", feature.owner());
    fields.put("input", feature.input());
    fields.put("monitored", feature.monitored());
    fields.put("importance", weight);
    fields.put("meaning", feature.meaning());
    return fields;
  }

  @Override
  List<String> summary(Job job, List<ResultRow> rows) {
    return List.of("weight: mean absolute contribution in log-odds; drift: PSI beyond chance");
  }
}
