package org.churnwise.inspection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.SentimentProbe;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SchemaUpgrade;
import org.churnwise.table.Migrations;
import org.churnwise.warehouse.Warehouse;

/** Which functions give comments their sentiment in this session, and what is missing. */
final class SentimentChecks {
  private SentimentChecks() {}

  /**
   * Asks both functions; fails if each of them is silent, or the one that has scored the comments,
   * or the one that the setting names.
   */
  static Finding of(Warehouse warehouse, Settings settings) {
    return finding(
        stored(warehouse),
        settings.sentiment().function(),
        Stream.of(SentimentFunction.AI_SENTIMENT, SentimentFunction.CORTEX)
            .map(function -> SentimentProbe.of(warehouse, function))
            .toList());
  }

  /** Tables of another release are not asked; the check of the tables says what they are. */
  private static Optional<SentimentFunction> stored(Warehouse warehouse) {
    try {
      OptionalLong version = SchemaUpgrade.version(warehouse);
      return version.equals(OptionalLong.of(Migrations.newest()))
          ? new LoadedFiles(warehouse).scoredBy()
          : Optional.empty();
    } catch (ChurnException e) {
      return Optional.empty();
    }
  }

  /**
   * @param stored the function that scored the comments
   * @param set the function that the setting names
   * @param probes of all functions
   */
  static Finding finding(
      Optional<SentimentFunction> stored,
      Optional<SentimentFunction> set,
      List<SentimentProbe> probes) {
    String found = probes.stream().map(SentimentChecks::spoken).collect(Collectors.joining("; "));
    List<SentimentFunction> working =
        probes.stream().filter(SentimentChecks::isSound).map(SentimentProbe::function).toList();
    if (working.isEmpty()) {
      return Finding.failed(
          "sentiment",
          found
              + "; so no comment would be scored. The role needs USE AI FUNCTIONS on the account, and"
              + " SNOWFLAKE.CORTEX_USER or SNOWFLAKE.AI_FUNCTIONS_USER: see"
              + " sql/warehouse/snowflake/grants.sql");
    }
    if (set.isPresent() && !working.contains(set.get())) {
      return Finding.failed(
          "sentiment", "%s; set sentiment.function = %s or auto".formatted(found, working.get(0)));
    }
    if (stored.isPresent() && !working.contains(set.orElse(stored.get()))
        || set.isPresent() && stored.filter(by -> by != set.get()).isPresent()) {
      return Finding.failed(
          "sentiment",
          "%s; the comments were scored by %s: score them anew with 'submit/churn ingest --rescore'"
              .formatted(found, stored.get()));
    }
    return Finding.ok(
        "sentiment", found + stored.map(by -> "; the comments were scored by " + by).orElse(""));
  }

  private static boolean isSound(SentimentProbe probe) {
    return probe.answers() && Math.abs(probe.score().getAsDouble()) <= 1;
  }

  private static String spoken(SentimentProbe probe) {
    if (isSound(probe)) {
      return probe.function().call() + " works";
    }
    return probe.answers()
        ? "%s gave %s, which is outside [-1, 1]"
            .formatted(probe.function().call(), probe.score().getAsDouble())
        : "%s does not work (%s)".formatted(probe.function().call(), probe.why());
  }
}
