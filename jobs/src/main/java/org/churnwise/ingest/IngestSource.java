package org.churnwise.ingest;

import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;

/** The location of incoming files. */
public final class IngestSource {
  private IngestSource() {}

  /**
   * The configured source, if there is one; see {@link BundledSample} for what stands in for it.
   */
  public static Optional<String> configured(Settings settings) {
    return Optional.of(settings.ingest().source()).filter(source -> !source.isEmpty());
  }

  /** The same, or a refusal (exit 2) that says what to set. */
  static String require(Settings settings) {
    return configured(settings)
        .orElseThrow(
            () ->
                ChurnException.usage(
                    "ingest.source is empty: set it to the folder of your files, by --set ingest.source=DIR or in your --conf file"));
  }
}
