package org.churnwise.openlineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacet;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacetFieldsBuilder;
import io.openlineage.client.OpenLineage.DatasetFacetsBuilder;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputDatasetInputFacetsBuilder;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.SchemaDatasetFacetFields;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.churnwise.config.IngestSettings;
import org.churnwise.config.Settings;
import org.churnwise.model.features.FeatureSources;
import org.churnwise.model.features.FeatureSources.Source;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables and files as data sets, named by OpenLineage's rules
 * (https://openlineage.io/docs/spec/naming): {@code snowflake://ACCOUNT}, DATABASE.SCHEMA.TABLE.
 * The rules have nothing for DuckDB; its files are named as the dbt integration of OpenLineage
 * names them, {@code duckdb:///PATH}.
 */
final class Datasets {
  private static final Logger LOG = LoggerFactory.getLogger(Datasets.class);

  private final OpenLineage lineage;
  private final boolean snowflake;
  private final String namespace;
  private final URI address;
  private final String prefix;
  private final URI source;
  private final FeatureSources features = FeatureSources.load();

  Datasets(OpenLineage lineage, Settings settings) {
    this.lineage = lineage;
    this.snowflake = settings.warehouse().kind().equals("snowflake");
    String schema = settings.warehouse().schema();
    if (snowflake) {
      this.namespace = "snowflake://" + settings.snowflake().account();
      this.address = URI.create(namespace);
      this.prefix = settings.warehouse().database() + "." + schema + ".";
    } else {
      Path file = settings.warehouse().path().toAbsolutePath().normalize();
      this.namespace = "duckdb://" + file;
      this.address = URI.create("duckdb://" + file.toUri().getRawPath());
      this.prefix =
          String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "") + "." + schema + ".";
    }
    this.source = source(settings.ingest().source());
  }

  /** Of a folder, or of one file; a local path may hold characters that a URI may not. */
  private static URI source(String configured) {
    String named = configured.isEmpty() ? IngestSettings.SAMPLE : configured;
    if (named.matches("[a-z][a-z0-9]+:/.*")) {
      try {
        return URI.create(named);
      } catch (IllegalArgumentException e) {
        LOG.debug("{} is no URI", named, e);
      }
    }
    return Path.of(named).toAbsolutePath().normalize().toUri();
  }

  /** The name of a table. */
  String name(String table) {
    String name = prefix + table;
    return snowflake ? name.toUpperCase(Locale.ROOT) : name;
  }

  /**
   * A table that is read.
   *
   * @param version of the slice, if one alone is read
   */
  InputDataset input(
      String table, Optional<String> version, InputDatasetInputFacetsBuilder facets) {
    return lineage
        .newInputDatasetBuilder()
        .namespace(namespace)
        .name(name(table))
        .facets(facets(version).build())
        .inputFacets(facets.build())
        .build();
  }

  /**
   * A table that is written.
   *
   * @param rows written, if they are counted
   */
  OutputDataset output(String table, Optional<String> version, OptionalLong rows) {
    var statistics = lineage.newOutputDatasetOutputFacetsBuilder();
    if (rows.isPresent()) {
      statistics.outputStatistics(
          lineage.newOutputStatisticsOutputDatasetFacet(rows.getAsLong(), null, null));
    }
    return lineage
        .newOutputDatasetBuilder()
        .namespace(namespace)
        .name(name(table))
        .facets(facets(table, version).build())
        .outputFacets(statistics.build())
        .build();
  }

  /**
   * A file of the source.
   *
   * @param sha256 of its bytes
   */
  InputDataset file(String name, String sha256, InputDatasetInputFacetsBuilder facets) {
    boolean isFile = source.getPath().endsWith("/" + name);
    String path = isFile ? source.getPath() : source.getPath().replaceFirst("/*$", "/") + name;
    String of =
        source.getScheme().replaceFirst("^s3[an]$", "s3")
            + (source.getAuthority() == null ? "" : "://" + source.getAuthority());
    return lineage
        .newInputDatasetBuilder()
        .namespace(of)
        .name(of.startsWith("s3:") ? path.substring(1) : path)
        .facets(
            lineage
                .newDatasetFacetsBuilder()
                .version(lineage.newDatasetVersionDatasetFacet(sha256))
                .dataSource(lineage.newDatasourceDatasetFacet(of, source))
                .build())
        .inputFacets(facets.build())
        .build();
  }

  private DatasetFacetsBuilder facets(Optional<String> version) {
    DatasetFacetsBuilder facets =
        lineage
            .newDatasetFacetsBuilder()
            .dataSource(lineage.newDatasourceDatasetFacet(namespace, address));
    version.ifPresent(known -> facets.version(lineage.newDatasetVersionDatasetFacet(known)));
    return facets;
  }

  /** The same with the columns. */
  private DatasetFacetsBuilder facets(String table, Optional<String> version) {
    DatasetFacetsBuilder facets = facets(version);
    known(table).ifPresent(found -> facets.schema(lineage.newSchemaDatasetFacet(fields(found))));
    if (table.equals(Tables.CUSTOMER_FEATURES.name())) {
      facets.columnLineage(columnLineage());
    }
    return facets;
  }

  private static Optional<Table> known(String name) {
    return Tables.kept().stream().filter(table -> table.name().equals(name)).findFirst();
  }

  private List<SchemaDatasetFacetFields> fields(Table table) {
    return table.columns().stream()
        .map(
            column ->
                lineage
                    .newSchemaDatasetFacetFieldsBuilder()
                    .name(column(column.name()))
                    .type(column.type())
                    .description(column.meaning().isBlank() ? null : column.meaning())
                    .build())
        .toList();
  }

  private String column(String name) {
    return snowflake ? name.toUpperCase(Locale.ROOT) : name;
  }

  private ColumnLineageDatasetFacet columnLineage() {
    ColumnLineageDatasetFacetFieldsBuilder fields =
        lineage.newColumnLineageDatasetFacetFieldsBuilder();
    features
        .byFeature()
        .forEach(
            (feature, sources) ->
                fields.put(
                    column(feature),
                    lineage.newColumnLineageDatasetFacetFieldsAdditional(
                        sources.stream().map(this::field).toList(), null, null)));
    return lineage.newColumnLineageDatasetFacet(fields.build(), null);
  }

  private InputField field(Source source) {
    return lineage
        .newInputFieldBuilder()
        .namespace(namespace)
        .name(name(source.table()))
        .field(column(source.column()))
        .build();
  }
}
