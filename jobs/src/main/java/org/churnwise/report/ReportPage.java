package org.churnwise.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page before it is text.
 *
 * @param subtitle which warehouse, until which day, when written
 * @param sections in the order of the page
 */
record ReportPage(String subtitle, ReportState state, List<Section> sections) {

  /** The page of these rows; costs no statement. */
  static ReportPage of(ReportRows rows) {
    return new ReportPage(
        "%s, sales up to %s, written %s UTC"
            .formatted(
                rows.warehouse(),
                rows.watermark().map(day -> day.minusDays(1).toString()).orElse("no day yet"),
                ReportFormat.minute(rows.writtenAt())),
        ReportState.of(rows),
        List.of(
            PerformanceSections.champion(rows),
            PerformanceSections.performance(rows),
            EstimateSection.of(rows),
            InterimSection.of(rows),
            DriftSection.of(rows),
            PerformanceSections.calibration(rows),
            PerformanceSections.gain(rows),
            PerformanceSections.segments(rows),
            DataSections.labels(rows),
            FeedSection.of(rows),
            DataSections.quality(rows),
            DataSections.quarantine(rows),
            ActivitySections.events(rows).withKeys(ActivitySections.keys()).asWide(),
            ActivitySections.contacts(rows),
            RunSections.runs(rows),
            RunSections.costs(rows),
            ActivitySections.uplift(rows),
            ActivitySections.lineage(rows).asWide()));
  }

  /** What the page's script draws: chart id to data. */
  Map<String, Object> charts() {
    Map<String, Object> charts = new LinkedHashMap<>();
    sections.forEach(
        section -> section.charts().forEach(chart -> charts.put(chart.id(), chart.data())));
    return charts;
  }
}
