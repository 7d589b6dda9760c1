package org.churnwise.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.churnwise.warehouse.ResultRow;

/**
 * The state in one sentence, with its evidence. Without evidence it is NOT KNOWN, never GOOD.
 *
 * @param sentence about the model
 * @param evidence further sentences: numbers, drift, data, alerts
 * @param next what to do
 * @param facts the numbers behind it
 */
record ReportState(
    Level level, String sentence, List<String> evidence, Next next, List<Fact> facts) {
  private static final int MOST_NAMES = 4;
  private static final String FEED_FAULT = "feed fault";
  private static final String STOPPED = "performance worth"; // source and subject of the alert

  /** How much a person should care. */
  enum Level {
    NOT_KNOWN,
    GOOD,
    WATCH,
    ACT;

    /** The word on the page. */
    public String word() {
      String word = name().replace('_', ' ').toLowerCase(Locale.ROOT);
      return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The name of its style. */
    public String mark() {
      return name().replace('_', '-').toLowerCase(Locale.ROOT);
    }
  }

  /** A number with what it is compared with. */
  record Fact(String name, String value, String beside) {}

  /** What to do, and the command for it. */
  record Next(String text, String command) {}

  private record Claim(Level level, String sentence, String evidence) {}

  static ReportState of(ReportRows rows) {
    Claim model = model(rows);
    List<Claim> others = new ArrayList<>();
    if (rows.champion().isPresent()) {
      EstimateSection.pending(rows.estimates().rows())
          .ifPresent(estimate -> others.add(estimate(estimate)));
      others.add(drift(rows));
    }
    others.add(data(rows));
    others.add(alerts(rows));
    List<String> evidence = new ArrayList<>(List.of(model.evidence()));
    others.forEach(claim -> evidence.add(claim.evidence()));
    evidence.removeIf(String::isEmpty);
    return new ReportState(
        level(model, others), model.sentence(), evidence, next(rows), facts(rows));
  }

  /** What is not known stays so, whatever else is well; else the worst counts. */
  private static Level level(Claim model, List<Claim> others) {
    Level worst =
        others.stream().map(Claim::level).max(Comparator.naturalOrder()).orElse(Level.NOT_KNOWN);
    if (model.level() == Level.NOT_KNOWN) {
      return worst == Level.ACT ? worst : Level.NOT_KNOWN;
    }
    return worst.compareTo(model.level()) > 0 ? worst : model.level();
  }

  private static Claim model(ReportRows rows) {
    Optional<ResultRow> champion = rows.champion();
    if (champion.isEmpty()) {
      return withoutChampion(rows);
    }
    String version = champion.get().string("model_version");
    Optional<ResultRow> judged = ReportRows.newest(rows.performance().rows(), "auc");
    if (judged.isEmpty() || !judged.get().string("model_version").equals(version)) {
      String before =
          judged
              .map(
                  row ->
                      " Before it, %s reached AUC %s on %s."
                          .formatted(
                              row.string("model_version"),
                              ReportFormat.metric(row),
                              row.date("snapshot_date")))
              .orElse("");
      return new Claim(
          Level.NOT_KNOWN,
          "Nobody knows yet how good model %s is in production".formatted(version),
          "No prediction of it has a final label. It is champion because: %s.%s"
              .formatted(champion.get().string("reason"), before));
    }
    return judged(version, judged.get());
  }

  private static Claim withoutChampion(ReportRows rows) {
    if (rows.feeds().isEmpty()) {
      return new Claim(Level.NOT_KNOWN, "Nothing is loaded yet", "");
    }
    long known =
        rows.labels().rows().stream()
            .filter(row -> row.string("label_state").equals("FINAL"))
            .count();
    String decision =
        rows.models().rows().stream()
            .findFirst()
            .flatMap(row -> row.optionalString("reason"))
            .map(reason -> " The newest decision: " + reason + ".")
            .orElse("");
    return new Claim(
        Level.NOT_KNOWN,
        "No model is in production yet",
        "%s final labels.%s"
            .formatted(known == 1 ? "1 snapshot has" : known + " snapshots have", decision));
  }

  private static Claim judged(String version, ResultRow auc) {
    String when = " on " + auc.date("snapshot_date");
    OptionalDouble low = auc.optionalDouble("low");
    OptionalDouble high = auc.optionalDouble("high");
    if (!auc.string("status").equals("OK") || low.isEmpty() || high.isEmpty()) {
      return new Claim(
          Level.NOT_KNOWN,
          "Nobody knows how good model %s is".formatted(version),
          "AUC%s: %s.".formatted(when, ReportFormat.metric(auc)));
    }
    double recency = auc.optionalDouble("recency_value").orElse(0);
    double constant = auc.optionalDouble("constant_value").orElse(0.5);
    String evidence =
        "AUC %s%s; the recency rule reaches %s, a constant %s."
            .formatted(
                ReportFormat.metric(auc),
                when,
                ReportFormat.decimal(recency, 3),
                ReportFormat.decimal(constant, 3));
    String rival = recency > constant ? "the recency rule" : "chance";
    double bar = Math.max(recency, constant);
    if (low.getAsDouble() > bar) {
      return new Claim(Level.GOOD, "Model %s ranks well".formatted(version), evidence);
    }
    return high.getAsDouble() < bar
        ? new Claim(Level.ACT, "Model %s ranks worse than %s".formatted(version, rival), evidence)
        : new Claim(
            Level.WATCH, "Model %s does not clearly beat %s".formatted(version, rival), evidence);
  }

  private static Claim estimate(ResultRow auc) {
    return new Claim(
        auc.string("status").equals("UNTRUSTED") ? Level.WATCH : Level.GOOD,
        "",
        EstimateSection.sentence(auc) + ".");
  }

  private static Claim drift(ReportRows rows) {
    List<ResultRow> newest = rows.newestDrift();
    if (newest.isEmpty()) {
      return new Claim(Level.WATCH, "", "Drift has not been judged yet.");
    }
    LocalDate snapshot = newest.get(0).date("snapshot_date");
    List<String> drifted = Drifted.names(newest);
    long compared = Drifted.compared(newest);
    if (compared == 0) {
      return new Claim(Level.WATCH, "", "There is no evidence about drift at " + snapshot + ".");
    }
    Optional<ResultRow> change = rows.change(snapshot);
    String cause = change.map(ReportState::cause).orElse("");
    boolean isBroken = cause.startsWith(FEED_FAULT);
    if (drifted.isEmpty()) {
      return new Claim(
          isBroken ? Level.ACT : change.isPresent() ? Level.WATCH : Level.GOOD,
          "",
          "None of %d distributions drifted at %s.%s".formatted(compared, snapshot, spoken(cause)));
    }
    return new Claim(
        isBroken ? Level.ACT : Level.WATCH,
        "",
        "At %s %d of %d distributions had drifted: %s.%s"
            .formatted(
                snapshot,
                drifted.size(),
                compared,
                ReportFormat.names(drifted, MOST_NAMES),
                spoken(cause)));
  }

  private static String cause(ResultRow change) {
    return change.string("state").toLowerCase(Locale.ROOT).replace('_', ' ')
        + ": "
        + change.string("message");
  }

  private static String spoken(String cause) {
    return cause.isEmpty() ? "" : " The diagnosis is " + cause + ".";
  }

  /** That sales are too old is an alert, where a setting says so. */
  private static Claim data(ReportRows rows) {
    List<String> faults =
        rows.faults().stream()
            .filter(fault -> !fault.accepted())
            .map(fault -> fault.spoken())
            .toList();
    return faults.isEmpty()
        ? new Claim(Level.GOOD, "", "")
        : new Claim(
            Level.WATCH,
            "",
            "The data has faults: " + ReportFormat.names(faults, MOST_NAMES) + ".");
  }

  private static Optional<Long> age(ReportRows rows) {
    return rows.watermark().map(day -> ChronoUnit.DAYS.between(day.minusDays(1), rows.asOf()));
  }

  private static Claim alerts(ReportRows rows) {
    List<ResultRow> open = rows.openAlerts();
    if (open.isEmpty()) {
      return new Claim(Level.GOOD, "", "");
    }
    boolean critical =
        open.stream()
            .anyMatch(row -> row.optionalString("severity").equals(Optional.of("CRITICAL")));
    return new Claim(
        critical ? Level.ACT : Level.WATCH,
        "",
        (open.size() == 1 ? "1 alert is open." : open.size() + " alerts are open.")
            + stopped(rows).map(why -> " There is no contact list: " + why + ".").orElse(""));
  }

  /** Why the champion is stopped, as its alert says. */
  private static Optional<String> stopped(ReportRows rows) {
    return rows.openAlerts().stream()
        .filter(row -> row.string("subject").equals(STOPPED))
        .map(row -> row.string("message"))
        .findFirst();
  }

  private static Next next(ReportRows rows) {
    String pipeline = "submit/churn pipeline --mode all";
    if (rows.feeds().isEmpty()) {
      return new Next("Load data:", pipeline);
    }
    if (stopped(rows).isPresent()) {
      return new Next("Train another model:", "submit/churn train");
    }
    return rows.labels().rows().stream()
        .filter(row -> row.string("label_state").equals("PENDING"))
        .map(row -> row.date("matures_on").minusDays(1))
        .min(LocalDate::compareTo)
        .map(day -> new Next("With sales up to " + day + " the next labels are final:", pipeline))
        .orElse(new Next("See what runs next:", "submit/churn status"));
  }

  private static List<Fact> facts(ReportRows rows) {
    List<Fact> facts = new ArrayList<>();
    facts.add(metric(rows, "auc", "AUC"));
    facts.add(metric(rows, "f1", "F1"));
    facts.add(
        new Fact(
            "Newest sale",
            rows.watermark().map(day -> day.minusDays(1).toString()).orElse(ReportFormat.NONE),
            age(rows)
                .map(days -> ReportFormat.count(days, "day") + " before this report")
                .orElse("none loaded")));
    facts.add(driftFact(rows.newestDrift()));
    facts.add(alertFact(rows.openAlerts()));
    return facts;
  }

  private static Fact metric(ReportRows rows, String metric, String name) {
    return ReportRows.newest(rows.performance().rows(), metric)
        .map(
            row ->
                new Fact(
                    name + " on " + row.date("snapshot_date"),
                    ReportFormat.decimal(row, "value"),
                    row.string("model_version")
                        + "; recency rule "
                        + ReportFormat.decimal(row, "recency_value")))
        .orElse(new Fact(name, ReportFormat.NONE, "no final label yet"));
  }

  private static Fact driftFact(List<ResultRow> newest) {
    long compared = Drifted.compared(newest);
    return compared == 0
        ? new Fact(
            "Drifted", ReportFormat.NONE, newest.isEmpty() ? "not judged yet" : "no evidence")
        : new Fact(
            "Drifted",
            Drifted.names(newest).size() + " of " + compared,
            "at " + newest.get(0).date("snapshot_date"));
  }

  private static Fact alertFact(List<ResultRow> open) {
    String subjects =
        open.stream()
            .map(row -> row.string("subject"))
            .distinct()
            .limit(2)
            .collect(Collectors.joining(", "));
    return new Fact("Open alerts", String.valueOf(open.size()), open.isEmpty() ? "none" : subjects);
  }
}
