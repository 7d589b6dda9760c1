package org.churnwise.config;

/**
 * The Spark session.
 *
 * @param shufflePartitions partitions of a shuffle
 */
public record SparkSettings(int shufflePartitions) {
  public SparkSettings {
    SettingKey.SPARK_SHUFFLE_PARTITIONS.require(shufflePartitions);
  }
}
