package org.churnwise.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;

/** The location of incoming files. */
public final class IngestSource {
  /** The folder of the sample, which the pipeline generates if no source is set. */
  public static final String SAMPLE = "churnwise-data/sample";

  private IngestSource() {}

  /** The configured source; else the sample's folder, if it exists; else none. */
  public static Optional<String> resolve(Settings settings) {
    String source = settings.ingest().source();
    if (!source.isEmpty()) {
      return Optional.of(source);
    }
    return Optional.of(SAMPLE).filter(folder -> Files.exists(Path.of(folder)));
  }

  /** The same, or a refusal (exit 2) that says what to set. */
  static String require(Settings settings) {
    return resolve(settings)
        .orElseThrow(
            () ->
                ChurnException.usage(
                    "ingest.source is empty: set it to the folder of your files (--set ingest.source=DIR), or generate a sample with 'submit/churn sample --out %s'"
                        .formatted(SAMPLE)));
  }
}
