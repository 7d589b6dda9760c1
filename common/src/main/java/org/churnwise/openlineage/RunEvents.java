package org.churnwise.openlineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputDatasetInputFacetsBuilder;
import io.openlineage.client.OpenLineage.JobFacetsBuilder;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.Input;
import org.churnwise.run.Run;
import org.churnwise.run.SliceRows;
import org.churnwise.run.StageEvent;
import org.churnwise.run.StageEvent.Change;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;

/**
 * Writes what the ledger tells as events. A command is a job, {@code churn pipeline}; a stage is a
 * job, {@code features}, whose runs name the command's run as their parent; the checks of a stage's
 * output are a job, {@code features checks}, because OpenLineage knows assertions of inputs only.
 * What is long is told once: statements at the start, columns at the end. Ids of runs are made from
 * what is run (UUID version 3), so that an event that is sent again is known again.
 */
final class RunEvents {
  private final OpenLineage lineage;
  private final String namespace;
  private final Datasets datasets;
  private final Engines engines;
  private final Run run;

  RunEvents(OpenLineage lineage, String namespace, Datasets datasets, Engines engines, Run run) {
    this.lineage = lineage;
    this.namespace = namespace;
    this.datasets = datasets;
    this.engines = engines;
    this.run = run;
  }

  /** The event of a run, or of slices; and those of the checks of what was written. */
  List<RunEvent> of(StageEvent event, List<QualityCheck> checks) {
    if (event.slices().isEmpty()) {
      return List.of(ofCommand(event));
    }
    List<RunEvent> events = new ArrayList<>(List.of(ofStage(event, checks)));
    List<QualityCheck> ofOutput = checks.stream().filter(check -> !isOfFile(check, event)).toList();
    if (event.change() == Change.COMPLETE && !ofOutput.isEmpty()) {
      events.add(ofChecks(EventType.START, event, List.of()));
      events.add(ofChecks(EventType.COMPLETE, event, ofOutput));
    }
    return events;
  }

  private RunEvent ofCommand(StageEvent event) {
    RunFacetsBuilder facets =
        lineage.newRunFacetsBuilder().processing_engine(engines.ofWarehouse(lineage));
    addError(facets, event);
    return event(type(event))
        .run(lineage.newRun(commandId(), facets.build()))
        .job(job(commandName(), "COMMAND", List.of()))
        .build();
  }

  private RunEvent ofStage(StageEvent event, List<QualityCheck> checks) {
    StageSlice first = event.slices().get(0);
    String stage = first.stage().toString();
    RunFacetsBuilder facets = stageFacets(event).processing_engine(engines.of(first, lineage));
    addError(facets, event);
    return event(type(event))
        .run(lineage.newRun(id(stage, event), facets.build()))
        .job(job(stage, "STAGE", event.change() == Change.START ? statements(event) : List.of()))
        .inputs(inputs(event, checks))
        .outputs(event.change() == Change.COMPLETE ? outputs(event) : List.of())
        .build();
  }

  private RunEvent ofChecks(EventType type, StageEvent event, List<QualityCheck> checks) {
    String name = event.slices().get(0).stage() + " checks";
    RunFacetsBuilder facets = stageFacets(event).processing_engine(engines.ofWarehouse(lineage));
    String table = event.slices().get(0).table();
    InputDatasetInputFacetsBuilder quality = lineage.newInputDatasetInputFacetsBuilder();
    if (!checks.isEmpty()) {
      quality.dataQualityAssertions(Assertions.of(lineage, checks));
      quality.dataQualityMetrics(metrics(rows(event, table)));
    }
    return event(type)
        .run(lineage.newRun(id(name, event), facets.build()))
        .job(job(name, "CHECK", List.of()))
        .inputs(List.of(datasets.input(table, version(event.slices()), quality)))
        .build();
  }

  private static boolean isOfFile(QualityCheck check, StageEvent event) {
    return event.slices().stream()
        .flatMap(slice -> slice.inputs().stream())
        .anyMatch(input -> isFile(input) && input.slice().equals(check.subject()));
  }

  private static boolean isFile(Input input) {
    return input.name().equals(Input.FILE);
  }

  private OpenLineage.RunEventBuilder event(EventType type) {
    ZonedDateTime now = run.clock().instant().atZone(ZoneOffset.UTC);
    return lineage.newRunEventBuilder().eventType(type).eventTime(now);
  }

  private static EventType type(StageEvent event) {
    return EventType.valueOf(event.change().name());
  }

  private OpenLineage.Job job(String name, String type, List<Sql> statements) {
    JobFacetsBuilder facets =
        lineage
            .newJobFacetsBuilder()
            .jobType(lineage.newJobTypeJobFacet("BATCH", "CHURNWISE", type, null));
    if (!statements.isEmpty()) {
      String text = statements.stream().map(Sql::text).collect(Collectors.joining(";\n\n"));
      facets.sql(lineage.newSQLJobFacet(text, engines.dialect()));
    }
    return lineage.newJob(namespace, name, facets.build());
  }

  private static List<Sql> statements(StageEvent event) {
    Set<Sql> all = new LinkedHashSet<>();
    event.slices().forEach(slice -> all.addAll(slice.statements()));
    return List.copyOf(all);
  }

  private String commandName() {
    return "churn " + run.command();
  }

  private UUID commandId() {
    return uuid(run.id());
  }

  private UUID id(String job, StageEvent event) {
    String slices =
        event.slices().stream()
            .map(slice -> slice.id() + " " + slice.key())
            .sorted()
            .collect(Collectors.joining("\n"));
    return uuid(run.id() + "\n" + job + "\n" + slices);
  }

  private static UUID uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private RunFacetsBuilder stageFacets(StageEvent event) {
    RunFacetsBuilder facets =
        lineage
            .newRunFacetsBuilder()
            .parent(
                lineage
                    .newParentRunFacetBuilder()
                    .run(lineage.newParentRunFacetRun(commandId(), null))
                    .job(lineage.newParentRunFacetJob(namespace, commandName(), null))
                    .build());
    TreeSet<LocalDate> days = new TreeSet<>();
    event.slices().forEach(slice -> slice.id().ofDay().ifPresent(days::add));
    if (!days.isEmpty()) {
      facets.nominalTime(
          lineage.newNominalTimeRunFacet(
              days.first().atStartOfDay(ZoneOffset.UTC),
              days.size() == 1 ? null : days.last().atStartOfDay(ZoneOffset.UTC)));
    }
    return facets;
  }

  private void addError(RunFacetsBuilder facets, StageEvent event) {
    event
        .error()
        .ifPresent(
            error -> facets.errorMessage(lineage.newErrorMessageRunFacet(error, "JAVA", null)));
  }

  private List<InputDataset> inputs(StageEvent event, List<QualityCheck> checks) {
    List<InputDataset> inputs = new ArrayList<>();
    Map<String, List<Input>> tables = new LinkedHashMap<>();
    for (StageSlice slice : event.slices()) {
      for (Input input : slice.inputs()) {
        if (isFile(input)) {
          inputs.add(datasets.file(input.slice(), input.hash(), quality(event, slice, checks)));
        } else {
          tables.computeIfAbsent(input.name(), table -> new ArrayList<>()).add(input);
        }
      }
    }
    tables.forEach(
        (table, slices) -> {
          Set<String> hashes = slices.stream().map(Input::hash).collect(Collectors.toSet());
          inputs.add(
              datasets.input(
                  table,
                  hashes.size() == 1 ? hashes.stream().findFirst() : Optional.empty(),
                  lineage.newInputDatasetInputFacetsBuilder()));
        });
    return inputs;
  }

  /** What is known of a file that was loaded. */
  private InputDatasetInputFacetsBuilder quality(
      StageEvent event, StageSlice slice, List<QualityCheck> checks) {
    InputDatasetInputFacetsBuilder facets = lineage.newInputDatasetInputFacetsBuilder();
    event
        .written()
        .ifPresent(
            written -> {
              long rows = written.counts(slice).rowsIn();
              facets.inputStatistics(lineage.newInputStatisticsInputDatasetFacet(rows, null, null));
              facets.dataQualityMetrics(metrics(OptionalLong.of(rows)));
            });
    List<QualityCheck> own =
        checks.stream().filter(check -> check.subject().equals(slice.id().toString())).toList();
    if (!own.isEmpty()) {
      facets.dataQualityAssertions(Assertions.of(lineage, own));
    }
    return facets;
  }

  private OpenLineage.DataQualityMetricsInputDatasetFacet metrics(OptionalLong rows) {
    return lineage
        .newDataQualityMetricsInputDatasetFacetBuilder()
        .rowCount(rows.isPresent() ? rows.getAsLong() : null)
        .columnMetrics(lineage.newDataQualityMetricsInputDatasetFacetColumnMetrics())
        .build();
  }

  private List<OutputDataset> outputs(StageEvent event) {
    Set<String> tables = new LinkedHashSet<>();
    for (StageSlice slice : event.slices()) {
      tables.add(slice.table());
      event
          .written()
          .ifPresent(
              written -> {
                written.made(slice).forEach(product -> tables.add(product.name()));
                written.counts(slice).rows().stream()
                    .map(SliceRows::table)
                    .forEach(table -> tables.add(table.name()));
              });
    }
    return tables.stream()
        .map(table -> datasets.output(table, version(of(table, event)), rows(event, table)))
        .toList();
  }

  private static List<StageSlice> of(String table, StageEvent event) {
    return event.slices().stream().filter(slice -> slice.table().equals(table)).toList();
  }

  private static Optional<String> version(List<StageSlice> slices) {
    return slices.size() == 1 ? Optional.of(slices.get(0).key()) : Optional.empty();
  }

  private static OptionalLong rows(StageEvent event, String table) {
    List<StageSlice> slices = of(table, event);
    return event.written().isEmpty() || slices.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            slices.stream()
                .map(event.written().get()::counts)
                .filter(Objects::nonNull)
                .mapToLong(counts -> counts.rowsOut())
                .sum());
  }
}
