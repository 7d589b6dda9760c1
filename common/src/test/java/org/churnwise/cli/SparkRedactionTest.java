package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which options and properties Spark shows, by their names. */
@Slow
class SparkRedactionTest {
  @ParameterizedTest
  @CsvSource({
    "pem_private_key, true",
    "privateKey, true",
    "sfToken, true",
    "sfPassword, true",
    "spark.hadoop.fs.s3a.access.key, true",
    "spark.hadoop.fs.s3a.secret.key, true",
    "awsAccessKey, true",
    "sfUser, false",
    "spark.app.name, false"
  })
  void aSecretIsHiddenByItsName(String name, boolean hidden) {
    assertEquals(hidden, hides(new SparkConf(false), name));
  }

  @ParameterizedTest
  @CsvSource({"internal.codeword, true", "sfToken, true", "sfUser, false"})
  void whatWasConfiguredIsHiddenBeside(String name, boolean hidden) {
    SparkConf configured = new SparkConf(false).set("spark.redaction.regex", "(?i)CodeWord");
    assertEquals(hidden, hides(configured, name));
  }

  private static boolean hides(SparkConf conf, String name) {
    return Pattern.compile(SparkSessions.redacted(conf)).matcher(name).find();
  }

  /** Planted as the connector and Hadoop take them, in properties and in the options of a write. */
  @Test
  void theEventLogShowsNoSecret(@TempDir Path folder) throws IOException {
    Map<String, String> planted =
        Map.of(
            "spark.hadoop.fs.s3a.access.key", "planted-access-1",
            "spark.planted.pem_private_key", "planted-private-2",
            "spark.planted.sfToken", "planted-oauth-3",
            "spark.eventLog.enabled", "true",
            "spark.ui.enabled", "false",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.driver.host", "127.0.0.1",
            "spark.eventLog.dir", folder.toUri().toString());
    TestSpark.session().stop();
    planted.forEach(System::setProperty);
    try (SparkSessions sessions = new SparkSessions("planted", settings(), Progress.none())) {
      sessions
          .session()
          .range(1)
          .write()
          .option("pem_private_key", "planted-private-4")
          .option("sfToken", "planted-oauth-5")
          .option("awsAccessKey", "planted-access-6")
          .csv(folder.resolve("written").toString());
    } finally {
      planted.keySet().forEach(System::clearProperty);
    }
    String log = eventLog(folder);
    assertTrue(log.contains("fs.s3a.access.key") && log.contains("pem_private_key"));
    assertTrue(log.contains("sfToken") && log.contains("awsAccessKey"));
    assertFalse(log.contains("planted-access") || log.contains("planted-private"));
    assertFalse(log.contains("planted-oauth"));
  }

  private static String eventLog(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Files.readString(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
  }

  private static Settings settings() {
    return SettingsLoader.load(
        new SettingsSources(Optional.empty(), Optional.empty(), List.of(), Map.of()));
  }
}
