package org.churnwise.config;

/**
 * Where incoming files are, and how they map onto the feeds.
 *
 * @param source a folder or any path that Hadoop reads; empty for the bundled sample
 * @param contract the name of a file in conf/contracts, or the path of a .conf file
 */
public record IngestSettings(String source, String contract) {
  public IngestSettings {
    SettingKey.INGEST_SOURCE.require(source);
    SettingKey.INGEST_CONTRACT.require(contract);
  }
}
