package org.churnwise.backtest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.churnwise.backtest.PolicySimulation.PolicyMonth;
import org.churnwise.backtest.PolicyTable.PolicyMeans;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.stats.PairedBootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code policy backtest}: runs the month loop over loaded history under each policy of retraining
 * and prints what they come to, side by side.
 */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Run the month loop over loaded history under each policy of retrain.when (never, breach, challenge),",
      "and with a new model at each snapshot that no gate keeps out (always), which is the fresh model too.",
      "Needs only loaded sales; never changes which model is in production."
    })
final class PolicyBacktestJob extends JobCommand {
  @Mixin private TestRange range;

  @Option(
      names = "--detail",
      description = "Print each policy's model, metrics and decision at each test snapshot.")
  private boolean detail;

  @Override
  protected void validate(Settings settings) {
    range.validate();
  }

  @Override
  protected PolicyBacktestResult run(Job job) {
    ScoredPast past = new PolicyBacktest(job).over(range.fitted(), range.tested());
    PolicySimulation simulation = new PolicySimulation(past, job.settings().retrain());
    Map<RetrainingPolicy, List<PolicyMonth>> months = new EnumMap<>(RetrainingPolicy.class);
    for (RetrainingPolicy policy : RetrainingPolicy.values()) {
      months.put(policy, simulation.run(policy, range.tested()));
    }
    PolicyTable table =
        new PolicyTable(
            past,
            months,
            RetrainingPolicy.of(job.settings().retrain()),
            new PairedBootstrap(PairedBootstrap.DRAWS, job.settings().training().seed()));
    if (detail) {
      table.printMonths(job.console());
    }
    table.print(job.console());
    job.console().line(table.explained());
    return new PolicyBacktestResult(range.tested().size(), table.means());
  }

  /**
   * The result.
   *
   * @param snapshots test snapshots
   */
  record PolicyBacktestResult(int snapshots, List<PolicyMeans> policies) {}
}
