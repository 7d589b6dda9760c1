package org.churnwise.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FileFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quarantine export}: writes a file's bad rows for a person to repair. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Write the bad rows of a file in the shape of its feed, for repair in a spreadsheet;",
      "of JSON and Parquet as lines of JSON, each with its row.",
      "Three columns before the others say file, line and reason: keep the first two.",
      "Hand it back with 'quarantine release --from FILE'."
    })
public final class QuarantineExport extends JobCommand {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  @Mixin private QuarantineChoice choice;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "The file to write; it must not exist.")
  private Path out;

  private Contract contract;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    choice.validate();
    contract = Contract.load(settings.ingest().contract());
    if (Files.exists(out)) {
      throw exists();
    }
    Path parent = out.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw ChurnException.usage(
          "--out %s: there is no folder %s; make it, or choose another".formatted(out, parent));
    }
  }

  private ChurnException exists() {
    return ChurnException.usage("--out %s exists; choose a new name".formatted(out));
  }

  @Override
  protected Record run(Job job) {
    QuarantinedFile file = choice.only(job.warehouse());
    FileFormat format =
        contract
            .feed(file.feed())
            .map(FeedContract::format)
            .orElseThrow(
                () ->
                    ChurnException.usage(
                        "contract %s has no feed %s; set ingest.contract to the one that file %s was loaded by"
                            .formatted(contract.name(), file.feed(), file.name())));
    if (format.layout().of(file.name()) == FileFormat.Layout.DELIMITED) {
      List<String> lines = new RepairSheet(format).written(file);
      write(String.join("\r\n", lines) + "\r\n", format.charset());
    } else {
      write(String.join("\n", JsonRepairSheet.written(file)) + "\n", "UTF-8");
    }
    job.console()
        .line(
            "%s of %s in %s; repair them, remove those that you cannot, and run 'submit/churn quarantine release --from %s'"
                .formatted(Console.count(file.records().size(), "row"), file.name(), out, out));
    return new ExportCounts(file.records().size());
  }

  /** Nobody else may read it, from its first byte on: it holds data of customers. */
  private void write(String text, String charset) {
    Charset written =
        charset.startsWith("UTF-16") ? StandardCharsets.UTF_16 : Charset.forName(charset);
    try (var channel =
        Files.newByteChannel(
            out,
            NEW,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = written.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      throw new ChurnException(
          ExitCode.FAILED,
          "cannot write %s: %s; check free space and rights of its folder"
              .formatted(out, e.getMessage()),
          e);
    }
  }

  /** What was written. */
  record ExportCounts(long rows) {}
}
