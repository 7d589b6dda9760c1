package org.churnwise.model.features;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.ConfResource;
import org.churnwise.table.Column;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;

/**
 * The columns that the value of each feature depends on, beside the customer's id, as
 * conf/features.conf states them. No feature is computed from this: it is for the lineage.
 *
 * @param byFeature in the order of the catalogue; a feature that states none is missing
 */
public record FeatureSources(Map<String, List<Source>> byFeature) {
  static final String FIELD = "from";

  /** A column of a table that features are computed from. */
  public record Source(String table, String column) {
    @Override
    public String toString() {
      return table + "." + column;
    }
  }

  /**
   * Those of the catalogue that comes with the program.
   *
   * @throws org.churnwise.error.ChurnException (usage) naming a feature and a column that is not
   *     there
   */
  public static FeatureSources load() {
    return of(ConfResource.read("features.conf"));
  }

  static FeatureSources of(Config file) {
    Map<String, List<Source>> sources = new LinkedHashMap<>();
    for (Config feature : file.getConfigList("features")) {
      if (feature.hasPath(FIELD)) {
        String name = feature.getString("name");
        sources.put(name, sources(name, feature.getStringList(FIELD)));
      }
    }
    return new FeatureSources(sources);
  }

  private static List<Source> sources(String feature, List<String> names) {
    List<Source> sources = new ArrayList<>();
    for (String each : names) {
      String[] parts = each.split("\\.", 2);
      boolean exists =
          parts.length == 2
              && table(parts[0]).stream()
                  .flatMap(table -> table.columns().stream())
                  .map(Column::name)
                  .anyMatch(parts[1]::equals);
      if (!exists) {
        throw Feature.refused(
            feature, FIELD + " names " + each + ", which is no column, as sales.total_amount");
      }
      sources.add(new Source(parts[0], parts[1]));
    }
    return sources;
  }

  private static Optional<Table> table(String name) {
    return Tables.kept().stream().filter(table -> table.name().equals(name)).findFirst();
  }
}
