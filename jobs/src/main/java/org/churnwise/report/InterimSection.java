package org.churnwise.report;

import static org.churnwise.report.Section.Column.number;
import static org.churnwise.report.Section.Column.text;

import java.util.List;
import java.util.Optional;
import org.churnwise.report.Section.Grid;
import org.churnwise.warehouse.ResultRow;

/** What the first days of a snapshot say about its predictions, before labels come. */
final class InterimSection {
  private InterimSection() {}

  static Section of(ReportRows rows) {
    List<ResultRow> looks = rows.interim().rows();
    return Section.table(
        "interim",
        "Early warning",
        newest(looks)
            .map(InterimSection::sentence)
            .orElse("No snapshot has been looked at before its labels"),
        "How predictions rank who buys within the first days, beside the same days of earlier snapshots: a change of what customers do shows before labels come. It warns and trains nothing.",
        new Grid(
            List.of(
                text("snapshot"),
                number("days"),
                text("model"),
                number("AUC"),
                number("recency rule"),
                number("earlier, mean"),
                number("lowest"),
                number("snapshots"),
                text("verdict"),
                text("why no evidence")),
            looks.stream().map(InterimSection::cells).toList(),
            "Nothing yet: that needs predictions, sales of a week after them, and two earlier snapshots with final labels."),
        rows.interim().sql());
  }

  /** The newest look, in words. */
  static String sentence(ResultRow look) {
    String first =
        "Buyers of the first %d days of %s"
            .formatted(look.longValue("days"), look.date("snapshot_date"));
    return switch (look.string("verdict")) {
      case "OK" ->
          "%s are ranked as before: AUC %s".formatted(first, ReportFormat.decimal(look, "value"));
      case "BREACH" ->
          "%s are ranked worse than before: AUC %s, earlier %s or more"
              .formatted(
                  first,
                  ReportFormat.decimal(look, "value"),
                  ReportFormat.decimal(look, "earlier_lowest"));
      default -> "%s are no evidence: %s".formatted(first, ReportFormat.text(look, "reason"));
    };
  }

  /** The newest look. */
  static Optional<ResultRow> newest(List<ResultRow> looks) {
    return looks.stream().reduce((earlier, later) -> later);
  }

  private static List<String> cells(ResultRow look) {
    return List.of(
        look.date("snapshot_date").toString(),
        String.valueOf(look.longValue("days")),
        look.string("model_version"),
        ReportFormat.decimal(look, "value") + ReportFormat.interval(look),
        ReportFormat.decimal(look, "recency_auc"),
        ReportFormat.decimal(look, "earlier_auc"),
        ReportFormat.decimal(look, "earlier_lowest"),
        String.valueOf(look.longValue("earlier_snapshots")),
        look.string("verdict"),
        ReportFormat.text(look, "reason"));
  }
}
