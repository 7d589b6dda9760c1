package org.churnwise.sample;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Commands;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sample}: writes synthetic data in the reference's layout; needs neither Spark nor a
 * warehouse.
 */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Write synthetic customers, sales and feedback of 13 months, with the true churn probabilities.")
public final class SampleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--customers",
      defaultValue = "5000",
      description =
          "Customers at the start; as many new ones join at the drift (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Random seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      defaultValue = "churnwise-data/sample",
      description = "Folder to write; must be new or empty (default: ${DEFAULT-VALUE}).")
  private Path out;

  public static void main(String[] args) {
    CommandLines.main(new SampleCommand(), args);
  }

  @Override
  public Integer call() {
    return Commands.run(
        spec,
        false,
        console -> {
          SampleResult result =
              new SampleGenerator(new SampleOptions(customers, seed, out)).generate();
          console.line("sample of " + customers + " + " + customers + " customers in " + out);
          return result;
        });
  }
}
