package org.churnwise.ingest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.churnwise.cli.Commands;
import org.churnwise.cli.Console;
import org.churnwise.cli.Version;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.draft.ContractDraft;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code contract init}: writes a commented contract for files; never over a file. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Look at the first records of delimited files, and write a commented contract for them.",
      "It says what the files show; read it before you use it."
    })
public final class ContractInit implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "contract.conf",
      description = "The file to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A file of customers, sales or feedback.")
  private List<Path> files;

  @Override
  public Integer call() {
    return Commands.run(spec, false, this::draft);
  }

  private DraftCounts draft(Console console) {
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw ChurnException.dataRefused(
            "cannot read file " + file + "; give the path of a file that exists");
      }
    }
    try {
      String text = ContractDraft.of(files);
      Files.writeString(out, text, StandardOpenOption.CREATE_NEW);
      text.lines().forEach(console::line);
      console.line("");
      console.line(
          "wrote "
              + out
              + "; read it, then: submit/churn contract check "
              + files.stream().map(ContractInit::word).collect(Collectors.joining(" "))
              + " --set ingest.contract="
              + word(out));
      return new DraftCounts(files.size(), out.toString());
    } catch (FileAlreadyExistsException e) {
      throw ChurnException.usage(out + " exists already; choose another file with --out");
    } catch (IOException e) {
      throw ChurnException.dataRefused(
          "cannot draft a contract: %s; check the files and the folder of %s"
              .formatted(e.getMessage(), out));
    }
  }

  /** A path as one word of a shell. */
  private static String word(Path path) {
    String text = path.toString();
    return text.matches("[\\p{L}0-9_./+@%:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** What was looked at, and what was written. */
  record DraftCounts(long files, String contract) {}
}
