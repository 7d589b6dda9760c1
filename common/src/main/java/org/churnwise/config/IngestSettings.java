package org.churnwise.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where incoming files are, and how they map onto the feeds.
 *
 * @param source a folder or any path that Hadoop reads; empty if none is set
 * @param contract the name of a file in conf/contracts, or the path of a .conf file
 * @param sampleAllowed whether the bundled sample may stand in for a source that is not set
 * @param attached DuckDB files whose tables a contract may name, by their names
 */
public record IngestSettings(
    String source, String contract, boolean sampleAllowed, Map<String, Path> attached) {
  /** The contract that reads the sample. */
  static final String REFERENCE = "reference";

  /**
   * The folder of the bundled sample, which stands in for an empty source where that is allowed.
   */
  public static final String SAMPLE = "churnwise-data/sample";

  public IngestSettings {
    attached = Map.copyOf(attached);
    SettingKey.INGEST_SOURCE.require(source);
    SettingKey.INGEST_CONTRACT.require(contract);
  }
}
