package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.endtoend.Outcome;
import org.churnwise.metrics.Family;
import org.churnwise.metrics.PlantedMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example rules and the example dashboard ask for what is exposed, and Prometheus' own tool
 * accepts rules and metrics; that is skipped without {@code promtool}.
 */
class MonitoringFilesTest {
  private static final Path RULES = Project.SUBMIT.resolve("monitoring/churnwise.rules.yml");
  private static final Path RULE_TESTS =
      Project.SUBMIT.resolve("monitoring/churnwise.rules.test.yml");
  private static final Path DASHBOARD = Project.SUBMIT.resolve("monitoring/grafana-dashboard.json");
  private static final Pattern EXPRESSION = // in the line, or in deeper lines below a bar
      Pattern.compile("^        expr: (.+\n(?:          .+\n)*)", Pattern.MULTILINE);
  private static final Pattern METRIC = Pattern.compile("\\bchurnwise_\\w+");
  private static final Pattern SELECTOR = Pattern.compile("(churnwise_\\w+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern MATCHED_BY = Pattern.compile("\\b(?:on|by)\\s*\\(([^)]*)\\)");
  private static final Map<String, Family> FAMILIES =
      Arrays.stream(Family.values())
          .collect(Collectors.toMap(Family::exposed, Function.identity()));

  @TempDir Path folder;

  private static List<String> rules() throws IOException {
    return EXPRESSION
        .matcher(Files.readString(RULES))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static List<String> panels() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    return dashboard.findValuesAsText("expr");
  }

  @Test
  void everyMetricAndLabelOfRulesAndDashboardIsExposed() throws IOException {
    List<String> expressions = Stream.concat(rules().stream(), panels().stream()).toList();
    assertTrue(expressions.size() > 20, () -> "only " + expressions);
    for (String expression : expressions) {
      List<String> metrics = METRIC.matcher(expression).results().map(MatchResult::group).toList();
      assertTrue(!metrics.isEmpty() && FAMILIES.keySet().containsAll(metrics), expression);
      SELECTOR
          .matcher(expression)
          .results()
          .forEach(
              found -> requireLabels(found.group(1), labels(MATCHER, found.group(2)), expression));
      Set<String> together = new TreeSet<>(labels(FAMILIES.get(metrics.get(0))));
      metrics.forEach(metric -> together.retainAll(labels(FAMILIES.get(metric))));
      MATCHED_BY
          .matcher(expression)
          .results()
          .forEach(
              found ->
                  assertTrue(
                      together.containsAll(List.of(found.group(1).split(",\\s*"))), expression));
    }
  }

  @Test
  void theLegendsOfTheDashboardNameLabels() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    for (JsonNode target : dashboard.findParents("expr")) {
      String metric =
          METRIC.matcher(target.get("expr").asText()).results().findFirst().get().group();
      List<String> named =
          Pattern.compile("\\{\\{(\\w+)}}")
              .matcher(target.get("legendFormat").asText())
              .results()
              .map(found -> found.group(1))
              .toList();
      requireLabels(metric, named, target.toString());
    }
  }

  private static void requireLabels(String metric, List<String> used, String where) {
    assertTrue(labels(FAMILIES.get(metric)).containsAll(used), () -> used + " in " + where);
  }

  private static Set<String> labels(Family family) {
    Set<String> labels = new TreeSet<>(family.labels());
    labels.add(Family.WAREHOUSE);
    return labels;
  }

  private static List<String> labels(Pattern label, String selector) {
    return label.matcher(selector).results().map(found -> found.group(1)).toList();
  }

  @Test
  void prometheusAcceptsTheMetrics() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), PlantedMetrics.text(folder.resolve("w")));
    Outcome outcome = promtool("check metrics < " + text);
    assertEquals(new Outcome(0, "", ""), outcome);
  }

  @Test
  void theRulesAreValidAndRaiseWhatTheirTestsSay() throws Exception {
    promtool("check rules " + RULES).requireDone();
    promtool("test rules " + RULE_TESTS).requireDone();
  }

  private Outcome promtool(String arguments) throws Exception {
    Shell shell = new Shell(folder.resolve("run"), Map.of());
    assumeTrue(
        shell.run(List.of("sh", "-c", "command -v promtool")).code() == 0,
        "promtool is missing; apt-get install prometheus");
    return shell.run(List.of("sh", "-c", "promtool " + arguments));
  }
}
