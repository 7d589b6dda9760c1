package org.churnwise.inspection;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.SentimentFunction;
import org.churnwise.config.Settings;
import org.churnwise.ingest.SentimentProbe;
import org.churnwise.warehouse.Warehouse;

/** Which functions give comments their sentiment in this session, and what is missing. */
final class SentimentChecks {
  private SentimentChecks() {}

  /** Asks both functions; fails if the one that the setting names, or each of them, is silent. */
  static Finding of(Warehouse warehouse, Settings settings) {
    return finding(
        settings.sentiment().function().stream().toList(),
        Stream.of(SentimentFunction.AI_SENTIMENT, SentimentFunction.CORTEX)
            .map(function -> SentimentProbe.of(warehouse, function))
            .toList());
  }

  /**
   * @param needed the function that the setting names; empty if any will do
   * @param probes of all functions
   */
  static Finding finding(List<SentimentFunction> needed, List<SentimentProbe> probes) {
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
    return working.containsAll(needed)
        ? Finding.ok("sentiment", found)
        : Finding.failed(
            "sentiment",
            "%s; set sentiment.function = %s or auto".formatted(found, working.get(0)));
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
