package org.churnwise.config;

/**
 * The Spark session.
 *
 * @param master used only where spark-submit names none
 * @param shufflePartitions partitions of a shuffle
 */
public record SparkSettings(String master, int shufflePartitions) {
  public SparkSettings {
    SettingKey.SPARK_MASTER.require(master);
    SettingKey.SPARK_SHUFFLE_PARTITIONS.require(shufflePartitions);
  }
}
