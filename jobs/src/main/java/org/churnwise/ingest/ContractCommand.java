package org.churnwise.ingest;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code contract}: drafts a contract for files, and tries one on them. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Draft the contract for your files, or try one on them without loading.",
    subcommands = {ContractInit.class, ContractCheck.class})
public final class ContractCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new ContractCommand(), args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
