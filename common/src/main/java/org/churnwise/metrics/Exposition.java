package org.churnwise.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The series of one warehouse, gathered and then written in Prometheus' text format. */
final class Exposition {
  private static final double MILLIS = 1000;

  private final String warehouse;
  private final Map<Family, List<Series>> gathered = new EnumMap<>(Family.class);

  /**
   * @param warehouse the value of the label that all series have
   */
  Exposition(String warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Adds a series.
   *
   * @param labels values in the order of the family's labels
   */
  void add(Family family, double value, String... labels) {
    List<String> names = new ArrayList<>(family.labels());
    List<String> values = new ArrayList<>(List.of(labels));
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(family + " has the labels " + names + ", not " + values);
    }
    names.add(Family.WAREHOUSE);
    values.add(warehouse);
    gathered
        .computeIfAbsent(family, first -> new ArrayList<>())
        .add(new Series(Labels.of(names, values), value));
  }

  /** Adds a series unless nobody knows its value. */
  void add(Family family, OptionalDouble value, String... labels) {
    value.ifPresent(known -> add(family, known, labels));
  }

  /** Adds a moment. */
  void add(Family family, Instant moment, String... labels) {
    add(family, moment.toEpochMilli() / MILLIS, labels);
  }

  /** Adds a day, as the moment at which it begins. */
  void add(Family family, LocalDate day, String... labels) {
    add(family, day.atStartOfDay(ZoneOffset.UTC).toInstant(), labels);
  }

  /** Adds a day unless there is none. */
  void add(Family family, Optional<LocalDate> day, String... labels) {
    day.ifPresent(known -> add(family, known, labels));
  }

  /** How many series it has. */
  int size() {
    return gathered.values().stream().mapToInt(List::size).sum();
  }

  /** The text, families by name. */
  String text() {
    MetricSnapshots.Builder families = MetricSnapshots.builder();
    gathered.forEach((family, series) -> families.metricSnapshot(snapshot(family, series)));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, families.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static MetricSnapshot snapshot(Family family, List<Series> series) {
    return switch (family.kind()) {
      case GAUGE -> gauge(family, series);
      case COUNTER -> counter(family, series);
      case INFO -> info(family, series);
    };
  }

  private static MetricSnapshot gauge(Family family, List<Series> series) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name(family.exposed()).help(family.help());
    series.forEach(
        one ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder().value(one.value).labels(one.labels).build()));
    return gauge.build();
  }

  /** The writer adds the suffix that the name of a counter has. */
  private static MetricSnapshot counter(Family family, List<Series> series) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name(family.exposed().replaceFirst("_total$", ""))
            .help(family.help());
    series.forEach(
        one ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder().value(one.value).labels(one.labels).build()));
    return counter.build();
  }

  private static MetricSnapshot info(Family family, List<Series> series) {
    InfoSnapshot.Builder info =
        InfoSnapshot.builder()
            .name(family.exposed().replaceFirst("_info$", ""))
            .help(family.help());
    series.forEach(
        one -> info.dataPoint(InfoDataPointSnapshot.builder().labels(one.labels).build()));
    return info.build();
  }

  private record Series(Labels labels, double value) {}
}
