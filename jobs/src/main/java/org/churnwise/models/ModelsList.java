package org.churnwise.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import picocli.CommandLine.Command;

/** {@code models list}: every model with its aliases and the newest decision on it. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List every model with its aliases and the newest decision on it.")
final class ModelsList extends JobCommand {
  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected ListResult run(Job job) {
    ModelRegistry registry = new ModelRegistry(job.warehouse(), job.ledger());
    List<ModelVersion> versions = registry.versions();
    Map<String, String> aliases = registry.aliases();
    List<ModelDecision> decisions = registry.decisions();
    List<List<String>> rows = new ArrayList<>();
    for (ModelVersion version : versions) {
      ModelDecision newest =
          decisions.stream()
              .filter(decision -> decision.challenger().equals(version.version()))
              .filter(decision -> decision.outcome().isVerdict())
              .reduce((earlier, later) -> later)
              .orElseThrow();
      rows.add(
          List.of(
              version.version(),
              version.trainedOnWatermark().toString(),
              named(aliases, version.version()),
              newest.outcome().name(),
              newest.reason()));
    }
    job.console().table(List.of("model", "trained", "alias", "decision", "reason"), rows);
    return new ListResult(
        versions.size(), aliases.get("champion"), aliases.get("previous"), aliases.get("shadow"));
  }

  private static String named(Map<String, String> aliases, String version) {
    String names =
        aliases.entrySet().stream()
            .filter(alias -> alias.getValue().equals(version))
            .map(Map.Entry::getKey)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "-" : names;
  }

  /** The number of models, and the model behind each alias; null if the alias is unset. */
  record ListResult(int models, String champion, String previous, String shadow) {}
}
