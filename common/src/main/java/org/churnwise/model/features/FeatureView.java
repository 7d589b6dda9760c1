package org.churnwise.model.features;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.churnwise.run.Hash;
import org.churnwise.run.Input;
import org.churnwise.sql.Sql;
import org.churnwise.table.ColumnName;

/**
 * One version of a feature view: the columns of an entity and the SQL that computes them. Different
 * columns or SQL make a different version.
 *
 * @param name of the view
 * @param version V1, V2, ... in order of registration
 * @param sqlHash SHA-256 of the statement without comments and layout, see {@link Sql#condensed}
 * @param catalogueHash see {@link FeatureCatalogue#hash}
 * @param columns in the order of the table, as the catalogue had them when it was registered
 * @param statement the SQL text as it was registered
 * @param registeredAt when the first slice was computed by it
 */
public record FeatureView(
    @ColumnName("view_name") String name,
    String version,
    String sqlHash,
    String catalogueHash,
    @ColumnName("catalogue") List<ViewColumn> columns,
    String statement,
    Instant registeredAt) {
  /** What a row of the view describes. */
  public static final String ENTITY = "CUSTOMER";

  /** The view that the table customer_features keeps. */
  public static final String CUSTOMER_FEATURES = "CUSTOMER_FEATURES";

  /** The version that is registered first. */
  public static final String FIRST_VERSION = "V1";

  private static final Sql STATEMENT = Sql.named("features/customer_features");

  public FeatureView {
    columns = List.copyOf(columns);
  }

  /** The view as this program computes it. */
  static FeatureView of(FeatureCatalogue catalogue, String version, Instant registeredAt) {
    return new FeatureView(
        CUSTOMER_FEATURES,
        version,
        DigestUtils.sha256Hex(STATEMENT.condensed()),
        catalogue.hash(),
        catalogue.features().stream().map(ViewColumn::of).toList(),
        STATEMENT.text(),
        registeredAt);
  }

  /** Name and version, as messages and the lineage have it: {@code CUSTOMER_FEATURES V1}. */
  public String title() {
    return name + " " + version;
  }

  /** The view as what a slice of features is made by. */
  public Input asInput() {
    return new Input("feature_views", title(), Hash.of(sqlHash, catalogueHash));
  }

  /** Whether both have the same SQL and columns, whatever their names. */
  boolean isSameAs(FeatureView other) {
    return sqlHash.equals(other.sqlHash) && catalogueHash.equals(other.catalogueHash);
  }

  /**
   * A column of a view; see {@link Feature}, whose rules may have changed since it was registered.
   *
   * @param type numeric, categorical or date
   */
  public record ViewColumn(
      String name,
      String type,
      boolean input,
      boolean monitored,
      String owner,
      String concept,
      String meaning) {
    static ViewColumn of(Feature feature) {
      return new ViewColumn(
          feature.name(),
          feature.type().name().toLowerCase(Locale.ROOT),
          feature.input(),
          feature.monitored(),
          feature.owner(),
          feature.concept(),
          feature.meaning());
    }

    /** What a model depends on: {@code numeric, input}. */
    String kind() {
      return type + (input ? ", input" : ", no input");
    }
  }
}
