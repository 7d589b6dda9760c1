package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.churnwise.config.Secret;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
  private static final Secret NO_PASSPHRASE = Secret.of("");

  private static PemKey key;

  @BeforeAll
  static void makeKey() throws Exception {
    key = PemKey.generate();
  }

  @Test
  void aPlainKeyIsRead() {
    assertArrayEquals(key.encoded(), PrivateKeys.read(key.plain(), NO_PASSPHRASE).getEncoded());
  }

  @Test
  void anEncryptedKeyIsReadWithItsPassphrase() {
    assertArrayEquals(
        key.encoded(), PrivateKeys.read(key.encrypted(), Secret.of(PemKey.WORDS)).getEncoded());
  }

  /** Made by openssl pkcs8 -topk8 with these options, from plain.p8; used for nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"v2-des3", "v2-aes256", "v2-aes128-sha1", "v1-sha1-3des"})
  void aKeyThatOpensslEncryptedIsRead(String made) throws Exception {
    assertArrayEquals(
        PrivateKeys.read(file("plain"), NO_PASSPHRASE).getEncoded(),
        PrivateKeys.read(file(made), Secret.of(PemKey.WORDS)).getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2-des3", "v2-aes256", "v2-aes128-sha1", "v1-sha1-3des"})
  void aWrongPassphraseForAKeyOfOpensslIsSuspected(String made) throws Exception {
    assertTrue(refusalOf(file(made), Secret.of("wrong horse")).contains("check the passphrase"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scrypt", "v2-camellia256"})
  void anEncryptionThatIsNotKnownIsNotTakenForAWrongPassphrase(String made) throws Exception {
    String refusal = refusalOf(file(made), Secret.of(PemKey.WORDS));
    assertTrue(
        refusal.startsWith(
            "the private key for snowflake.authentication is encrypted by an unsupported method;"
                + " encrypt it again with openssl pkcs8 -topk8 -v2 aes256"),
        refusal);
  }

  @Test
  void aDamagedEncryptedKeyIsNotTakenForAWrongPassphrase() {
    String pem = PemKey.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});
    String refusal = refusalOf(pem, Secret.of(PemKey.WORDS));
    assertTrue(refusal.contains("is not an encrypted key in PKCS#8"), refusal);
  }

  @Test
  void aWrongPassphraseIsSuspected() {
    assertTrue(
        refusalOf(key.encrypted(), Secret.of("wrong horse")).contains("check the passphrase"));
  }

  @Test
  void anEncryptedKeyWithoutAPassphraseNamesTheVariable() {
    assertEquals(
        "the private key for snowflake.authentication is encrypted; set the environment variable"
            + " CHURN_SNOWFLAKE_PRIVATE_KEY_PASSPHRASE",
        refusalOf(key.encrypted(), NO_PASSPHRASE));
  }

  @Test
  void aTextThatIsNotPemIsRefused() {
    assertEquals(
        "the private key for snowflake.authentication is not PEM: it has no line -----BEGIN PRIVATE"
            + " KEY-----",
        refusalOf(body(key.plain()), NO_PASSPHRASE));
  }

  @Test
  void anOlderFormatIsToldHowToBeConverted() {
    assertEquals(
        "the private key for snowflake.authentication is a RSA PRIVATE KEY; convert it with openssl"
            + " pkcs8 -topk8",
        refusalOf(key.plain().replace("PRIVATE KEY", "RSA PRIVATE KEY"), NO_PASSPHRASE));
  }

  @Test
  void aDamagedKeyIsRefused() {
    refusalOf(PemKey.pem("PRIVATE KEY", new byte[] {1, 2, 3}), NO_PASSPHRASE);
  }

  /** Every message is held against the key, the passphrase, and a cause that could tell them. */
  private static String refusalOf(String pem, Secret passphrase) {
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> PrivateKeys.read(pem, passphrase));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    assertNull(refusal.getCause());
    for (String line : body(pem).split("\n")) {
      assertTrue(!refusal.getMessage().contains(line), refusal::getMessage);
    }
    assertTrue(!refusal.getMessage().contains("horse"), refusal::getMessage);
    return refusal.getMessage();
  }

  private static String file(String name) throws IOException {
    try (InputStream text = PrivateKeysTest.class.getResourceAsStream(name + ".p8")) {
      return new String(text.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String body(String pem) {
    return pem.replaceAll("-----[A-Z ]+-----", "").strip();
  }
}
