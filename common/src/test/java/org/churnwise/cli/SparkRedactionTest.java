package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which options and properties Spark shows, by their names. */
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
}
