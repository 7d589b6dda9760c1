package org.churnwise.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.config.IngestSettings;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;

/**
 * The sample that stands in for a source that is not set. It is for a first look: it never joins
 * data of other origin, where its made-up customers would pass for real ones.
 */
public final class BundledSample {
  /** Where it lies, once it was generated. */
  public static final String FOLDER = IngestSettings.SAMPLE;

  private static final String SET_SOURCE =
      "set it to the folder of your files, by --set ingest.source=DIR or in your --conf file";

  private BundledSample() {}

  /** Whether it was generated. */
  public static boolean isGenerated() {
    return Files.exists(Path.of(FOLDER));
  }

  /** Refuses (exit 2) settings with which it is never used: those of somebody with own data. */
  public static void requireAllowed(Settings settings) {
    if (!settings.ingest().sampleAllowed()) {
      throw ChurnException.usage(
          "ingest.source is empty, and the sample is not used with --env prod or snowflake, warehouse.kind = snowflake, or a contract other than reference: "
              + SET_SOURCE);
    }
  }

  /** Refuses (exit 2) a warehouse that holds anything; for a sample that is yet to be generated. */
  public static void requireEmpty(LoadedFiles loaded) {
    requireOnly(loaded, List.of());
  }

  /**
   * Refuses (exit 2) a warehouse that holds or held other data than the sample: a file that the
   * sample does not have with the same content, also one that was taken back, or sales without a
   * file.
   *
   * @param sample its files as they are now
   */
  public static void requireOnly(LoadedFiles loaded, List<SourceFile> sample) {
    Optional<String> other =
        Stream.concat(loaded.files().stream(), loaded.takenBack().stream())
            .filter(file -> !file.isRelease()) // the load that it is of is there too
            .filter(file -> sample.stream().noneMatch(own -> isSame(own, file)))
            .map(LoadedFile::name)
            .findFirst();
    boolean salesOfNoFile = loaded.files().isEmpty() && loaded.watermark().isPresent();
    if (other.isPresent() || salesOfNoFile) {
      throw ChurnException.usage(
          "ingest.source is empty, and the tables hold or held data that is not in %s (%s): %s"
              .formatted(FOLDER, other.orElse("sales that no file brought"), SET_SOURCE));
    }
  }

  private static boolean isSame(SourceFile own, LoadedFile loaded) {
    return own.feed().equals(loaded.feed())
        && own.name().equals(loaded.name())
        && own.contentHash().equals(loaded.contentHash());
  }
}
