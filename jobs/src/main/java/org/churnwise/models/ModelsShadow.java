package org.churnwise.models;

import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.run.SnapshotRules;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models shadow}: starts or stops shadow scoring. */
@Command(
    name = "shadow",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Start shadow scoring: a model scores beside the champion and is evaluated, but not used.")
final class ModelsShadow extends JobCommand {
  @ArgGroup(multiplicity = "1")
  private Choice choice;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, in one line; stored with the decision.")
  private String reason;

  /** A model, or none. */
  static final class Choice {
    @Parameters(paramLabel = "VERSION", description = "The model, such as v3.")
    private String version;

    @Option(names = "--clear", description = "Stop shadow scoring.")
    private boolean clear;
  }

  @Override
  protected ShadowResult run(Job job) {
    AliasChanges changes =
        new AliasChanges(
            job.warehouse(),
            job.ledger(),
            SnapshotRules.requireWatermark(job.ledger().view().loaded()));
    String why = reason.replaceAll("\\s+", " ").strip();
    ModelDecision decision =
        choice.clear ? changes.clearShadow(why) : changes.shadow(choice.version, why);
    String shadow = choice.clear ? null : decision.challenger();
    job.console().line(decision.challenger() + ": " + decision.reason());
    ModelsCommand.showModels(job);
    return new ShadowResult(decision.id(), decision.champion().orElse(null), shadow);
  }

  /**
   * The aliases after the change.
   *
   * @param champion null if there is none
   * @param shadow null if there is none now
   */
  record ShadowResult(String decisionId, String champion, String shadow) {}
}
