package org.churnwise.training;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Commands;
import org.churnwise.cli.Console;
import org.churnwise.cli.Version;
import org.churnwise.error.ChurnException;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PlantedPair;
import org.churnwise.stats.PromotionRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code comparator-check}: how often the promotion rule promotes a challenger that is no better,
 * and one that is.
 */
@Command(
    name = "comparator-check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Compare synthetic models of known quality, as a training compares challenger and champion.",
      "Prints how often an equal model (AUC 0.80 both) and a better one (0.83 against 0.80) are promoted.",
      "Needs no data; takes about two minutes."
    })
public final class ComparatorCheckCommand implements Callable<Integer> {
  private static final double CHAMPION_AUC = 0.80;
  private static final double BETTER_AUC = 0.83;
  private static final double CORRELATION = 0.8;
  private static final MetricPolicy POLICY = new MetricPolicy(50, 10);
  private static final int FEWEST_CUSTOMERS = 50;

  @Option(
      names = "--comparisons",
      defaultValue = "200",
      paramLabel = "N",
      description = "Comparisons of each kind (default: ${DEFAULT-VALUE}).")
  private int comparisons;

  @Option(
      names = "--customers",
      defaultValue = "5000",
      paramLabel = "N",
      description = "Customers per comparison, half of them churned (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--seed",
      defaultValue = "42",
      paramLabel = "N",
      description = "Random seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new ComparatorCheckCommand(), args);
  }

  @Override
  public Integer call() {
    return Commands.run(spec, false, this::check);
  }

  private CheckResult check(Console console) {
    if (comparisons < 1 || customers < FEWEST_CUSTOMERS) {
      throw ChurnException.usage(
          "--comparisons = %d must be at least 1 and --customers = %d at least %d"
              .formatted(comparisons, customers, FEWEST_CUSTOMERS));
    }
    double equal = promoted(CHAMPION_AUC);
    double better = promoted(BETTER_AUC);
    console.table(
        List.of("challenger", "true AUC", "champion's", "comparisons", "promoted"),
        List.of(row("equal", CHAMPION_AUC, equal), row("better", BETTER_AUC, better)));
    return new CheckResult(comparisons, customers, PairedBootstrap.DRAWS, equal, better);
  }

  private List<String> row(String challenger, double auc, double promoted) {
    return List.of(
        challenger,
        Console.number(auc, 2),
        Console.number(CHAMPION_AUC, 2),
        Console.count(comparisons),
        Console.number(100 * promoted, 1) + "%");
  }

  private double promoted(double challengerAuc) {
    PlantedPair pair = new PlantedPair(customers, challengerAuc, CHAMPION_AUC, CORRELATION);
    SplittableRandom chance = new SplittableRandom(seed);
    int promoted = 0;
    for (int i = 0; i < comparisons; i++) {
      PairedBootstrap bootstrap = new PairedBootstrap(PairedBootstrap.DRAWS, chance.nextLong());
      PromotionRule rule = new PromotionRule(MetricName.AUC, 0, bootstrap, POLICY);
      promoted += rule.judge(pair.draw(chance)).promotes() ? 1 : 0;
    }
    return (double) promoted / comparisons;
  }

  /**
   * The promoted shares.
   *
   * @param draws of the bootstrap in each comparison
   */
  record CheckResult(
      int comparisons, int customers, int draws, double equalPromoted, double betterPromoted) {}
}
