package org.churnwise.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;

/**
 * Which attributes of customers a model may not see, because too many of its rows have a value from
 * after their snapshot: an export of today tells who has left since.
 *
 * @param leftOut with the share of rows, in the order of the catalogue
 * @param attributes what the contract says of them
 */
public record InputsInTime(List<FeatureSet.LeftOut> leftOut, CustomerAttributes attributes) {
  private static final double MOST_YOUNGER = 0.05;

  public InputsInTime {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Counts of the rows of a fit or of those held out.
   *
   * @param younger rows with a value from after their snapshot, by attribute
   */
  record Part(long rows, Map<String, Long> younger) {
    double share(Feature attribute) {
      return rows == 0 ? 0 : (double) younger.get(attribute.name()) / rows;
    }
  }

  /**
   * Judges the rows of a fit and those held out, each by themselves. Runs one Spark job.
   *
   * @param rows as {@link TrainingRows} reads them
   * @param attributes those declared unchanging are never left out
   */
  public static InputsInTime of(
      Dataset<Row> rows,
      LocalDate heldOut,
      FeatureCatalogue catalogue,
      CustomerAttributes attributes) {
    List<Feature> judged = judged(catalogue, attributes);
    List<Column> counts = new ArrayList<>();
    Column isHeldOut = col("snapshot_date").equalTo(lit(heldOut));
    for (Column part : List.of(isHeldOut, not(isHeldOut))) {
      counts.add(count(when(part, 1)));
      Column isYounger = part.and(col("attributes_valid_from").gt(col("snapshot_date")));
      judged.forEach(input -> counts.add(count(when(isYounger, col(input.name())))));
    }
    Row found = rows.agg(lit(1), counts.toArray(Column[]::new)).first();
    List<Part> parts = List.of(part(found, 1, judged), part(found, 2 + judged.size(), judged));
    return of(parts, catalogue, attributes);
  }

  private static Part part(Row counts, int first, List<Feature> judged) {
    Map<String, Long> younger = new HashMap<>();
    for (int i = 0; i < judged.size(); i++) {
      younger.put(judged.get(i).name(), counts.getLong(first + 1 + i));
    }
    return new Part(counts.getLong(first), younger);
  }

  /** Judges counted rows. */
  static InputsInTime of(
      List<Part> parts, FeatureCatalogue catalogue, CustomerAttributes attributes) {
    List<FeatureSet.LeftOut> leftOut = new ArrayList<>();
    for (Feature attribute : judged(catalogue, attributes)) {
      double share = parts.stream().mapToDouble(part -> part.share(attribute)).max().orElse(0);
      if (share > MOST_YOUNGER) {
        leftOut.add(FeatureSet.LeftOut.of(attribute, share));
      }
    }
    return new InputsInTime(leftOut, attributes);
  }

  private static List<Feature> judged(FeatureCatalogue catalogue, CustomerAttributes attributes) {
    return catalogue.inputs().stream()
        .filter(input -> CustomerAttributes.NAMES.contains(input.name()))
        .filter(input -> !attributes.unchanging().contains(input.name()))
        .toList();
  }

  /** The names of the attributes left out. */
  public Set<String> names() {
    return leftOut.stream().map(FeatureSet.LeftOut::name).collect(Collectors.toSet());
  }

  /** What is left out, why, and what the owner of the data can do; null if nothing is. */
  public String inWords() {
    if (leftOut.isEmpty()) {
      return null;
    }
    String shares =
        leftOut.stream()
            .map(input -> input.name() + " " + percent(input.youngerShare()))
            .collect(Collectors.joining(", "));
    return "left out of the inputs, because more than %s of the rows have a value from after their snapshot: %s. Set %s = true in contract %s for one that never changes, or give the day from which values are valid (valid-from)"
        .formatted(
            percent(MOST_YOUNGER),
            shares,
            CustomerAttributes.keyOf(leftOut.get(0).name()),
            attributes.contract());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
