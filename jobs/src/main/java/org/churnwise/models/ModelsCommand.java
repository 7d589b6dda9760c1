package org.churnwise.models;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.run.SnapshotRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}: lists models and decisions, and takes manual decisions. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List models and decisions, or choose by hand which model is in production.",
    subcommands = {
      ModelsList.class,
      ModelsShow.class,
      ModelsDiff.class,
      ModelsMonitorSql.class,
      ModelsCommand.Approve.class,
      ModelsCommand.Promote.class,
      ModelsCommand.Rollback.class,
      ModelsShadow.class,
      ModelsSync.class
    })
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new ModelsCommand(), args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** A change of the champion, with its reason. */
  abstract static class Change extends JobCommand {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "The reason, in one line; stored with the decision.")
    private String reason;

    abstract ModelDecision change(AliasChanges changes, String why);

    @Override
    protected final ChangeResult run(Job job) {
      AliasChanges changes =
          new AliasChanges(
              job.warehouse(),
              job.ledger(),
              SnapshotRules.requireWatermark(job.ledger().view().loaded()));
      ModelDecision decision = change(changes, reason.replaceAll("\\s+", " ").strip());
      Console console = job.console();
      console.line(
          "champion %s%s; %s"
              .formatted(
                  decision.challenger(),
                  decision.champion().map(before -> ", previous " + before).orElse(""),
                  decision.reason()));
      new ModelRegistry(job.warehouse(), job.ledger())
          .champion()
          .flatMap(model -> ModelWorth.stopping(job.warehouse(), model))
          .ifPresent(
              stopped -> console.line(stopped.spoken() + "; there is no contact list by it"));
      showModels(job);
      return new ChangeResult(
          decision.id(), decision.challenger(), decision.champion().orElse(null));
    }
  }

  /** Updates the aliases champion, previous and shadow on the tracking server, if there is one. */
  static void showModels(Job job) {
    new ModelTracking(job.settings().mlflow(), job.warehouse(), job.ledger())
        .follow()
        .ifPresent(summary -> job.console().line("mlflow: " + summary));
  }

  /** {@code models approve}. */
  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Make a PROPOSED model champion.")
  static final class Approve extends Change {
    @Parameters(paramLabel = "VERSION", description = "The model, such as v3.")
    private String version;

    @Override
    ModelDecision change(AliasChanges changes, String why) {
      return changes.approve(version, why);
    }
  }

  /** {@code models promote}. */
  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Make a model champion; refused models cannot be promoted.")
  static final class Promote extends Change {
    @Parameters(paramLabel = "VERSION", description = "The model, such as v3.")
    private String version;

    @Override
    ModelDecision change(AliasChanges changes, String why) {
      return changes.promote(version, why);
    }
  }

  /** {@code models rollback}. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Make the previous champion champion again.")
  static final class Rollback extends Change {
    @Override
    ModelDecision change(AliasChanges changes, String why) {
      return changes.rollback(why);
    }
  }

  /** The champion after the change. * * @param previous null if there was no champion before */
  record ChangeResult(String decisionId, String champion, String previous) {}
}
