package org.churnwise.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Commands;
import org.churnwise.cli.Console;
import org.churnwise.cli.Version;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
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
      "Prints how often an equal model (AUC 0.80 both) and a better one (0.83 against 0.80) are promoted,",
      "and in how many years of twelve comparisons at least once. Needs no data; takes some minutes."
    })
public final class ComparatorCheckCommand implements Callable<Integer> {
  private static final double CHAMPION_AUC = 0.80;
  private static final double BETTER_AUC = 0.83;
  private static final double CORRELATION = 0.8;
  private static final MetricPolicy POLICY = new MetricPolicy(50, 10);
  private static final int FEWEST_CUSTOMERS = 50;
  private static final int LOOKS_A_YEAR = 12;

  @Option(
      names = "--years",
      defaultValue = "20",
      paramLabel = "N",
      description = "Years of twelve comparisons of each kind (default: ${DEFAULT-VALUE}).")
  private int years;

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      description = "Instead of the default of retrain.confidence.")
  private String confidence;

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
    if (years < 1 || customers < FEWEST_CUSTOMERS) {
      throw ChurnException.usage(
          "--years = %d must be at least 1 and --customers = %d at least %d"
              .formatted(years, customers, FEWEST_CUSTOMERS));
    }
    double tested = confidence();
    Promotions equal = promotions(CHAMPION_AUC, tested);
    Promotions better = promotions(BETTER_AUC, tested);
    console.table(
        List.of("challenger", "true AUC", "champion's", "comparisons", "promoted", "years with it"),
        List.of(row("equal", CHAMPION_AUC, equal), row("better", BETTER_AUC, better)));
    return new CheckResult(
        years, customers, PairedBootstrap.DRAWS, tested, equal.of(), better.of(), equal.inYears());
  }

  /** Refuses what {@code retrain.confidence} refuses, by the name of the option. */
  private double confidence() {
    List<String> sets =
        confidence == null ? List.of() : List.of("retrain.confidence=" + confidence);
    try {
      return SettingsLoader.load(
              new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of()))
          .retrain()
          .confidence();
    } catch (ChurnException e) {
      throw ChurnException.usage(
          "--confidence = %s is no confidence; give a number in [0.5, 0.999]"
              .formatted(confidence));
    }
  }

  private List<String> row(String challenger, double auc, Promotions promotions) {
    return List.of(
        challenger,
        Console.number(auc, 2),
        Console.number(CHAMPION_AUC, 2),
        Console.count(LOOKS_A_YEAR * years),
        Console.number(100 * promotions.of(), 1) + "%",
        Console.number(100 * promotions.inYears(), 1) + "%");
  }

  private Promotions promotions(double challengerAuc, double tested) {
    PlantedPair pair = new PlantedPair(customers, challengerAuc, CHAMPION_AUC, CORRELATION);
    SplittableRandom chance = new SplittableRandom(seed);
    int promoted = 0;
    int withPromotion = 0;
    for (int year = 0; year < years; year++) {
      int before = promoted;
      for (int look = 0; look < LOOKS_A_YEAR; look++) {
        PairedBootstrap bootstrap = new PairedBootstrap(PairedBootstrap.DRAWS, chance.nextLong());
        PromotionRule rule = new PromotionRule(MetricName.AUC, 0, tested, bootstrap, POLICY);
        promoted += rule.judge(pair.draw(chance)).promotes() ? 1 : 0;
      }
      withPromotion += promoted > before ? 1 : 0;
    }
    return new Promotions(
        (double) promoted / (LOOKS_A_YEAR * years), (double) withPromotion / years);
  }

  /**
   * Shares.
   *
   * @param of comparisons that promoted
   * @param inYears years with a promotion
   */
  private record Promotions(double of, double inYears) {}

  /**
   * The promoted shares.
   *
   * @param draws of the bootstrap in each comparison
   * @param confidence of the interval that decides
   * @param yearsWithEqualPromoted the share of years in which an equal model was promoted
   */
  record CheckResult(
      int years,
      int customers,
      int draws,
      double confidence,
      double equalPromoted,
      double betterPromoted,
      double yearsWithEqualPromoted) {}
}
