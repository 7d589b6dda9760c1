package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.churnwise.config.Secret;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {
  private static final Secret NO_PASSPHRASE = Secret.of("");
  private static final String WORDS = "correct horse";

  private static PrivateKey key;
  private static String plain;
  private static String encrypted;

  @BeforeAll
  static void makeKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    key = generator.generateKeyPair().getPrivate();
    plain = pem("PRIVATE KEY", key.getEncoded());
    encrypted = pem("ENCRYPTED PRIVATE KEY", encrypted(key.getEncoded()));
  }

  @Test
  void aPlainKeyIsRead() {
    assertArrayEquals(key.getEncoded(), PrivateKeys.read(plain, NO_PASSPHRASE).getEncoded());
  }

  @Test
  void anEncryptedKeyIsReadWithItsPassphrase() {
    assertArrayEquals(key.getEncoded(), PrivateKeys.read(encrypted, Secret.of(WORDS)).getEncoded());
  }

  @Test
  void aWrongPassphraseIsAskedAbout() {
    assertTrue(refusalOf(encrypted, Secret.of("wrong horse")).contains("is the passphrase right?"));
  }

  @Test
  void anEncryptedKeyWithoutAPassphraseNamesTheVariable() {
    assertEquals(
        "the private key for snowflake.authentication is encrypted; set the environment variable"
            + " CHURN_SNOWFLAKE_PRIVATE_KEY_PASSPHRASE",
        refusalOf(encrypted, NO_PASSPHRASE));
  }

  @Test
  void aTextThatIsNotPemIsRefused() {
    assertEquals(
        "the private key for snowflake.authentication is not PEM: it has no line -----BEGIN PRIVATE"
            + " KEY-----",
        refusalOf(body(plain), NO_PASSPHRASE));
  }

  @Test
  void anOlderFormatIsToldHowToBeConverted() {
    assertEquals(
        "the private key for snowflake.authentication is a RSA PRIVATE KEY; convert it with openssl"
            + " pkcs8 -topk8",
        refusalOf(plain.replace("PRIVATE KEY", "RSA PRIVATE KEY"), NO_PASSPHRASE));
  }

  @Test
  void aDamagedKeyIsRefused() {
    refusalOf(pem("PRIVATE KEY", new byte[] {1, 2, 3}), NO_PASSPHRASE);
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

  private static String body(String pem) {
    return pem.replaceAll("-----[A-Z ]+-----", "").strip();
  }

  private static String pem(String kind, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  /** What openssl pkcs8 -topk8 -v2 aes256 makes: PBES2 with HMAC-SHA256 and AES-256. */
  private static byte[] encrypted(byte[] content) throws GeneralSecurityException {
    try {
      String algorithm = "PBEWithHmacSHA256AndAES_256";
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm)
              .generateSecret(new PBEKeySpec(WORDS.toCharArray())));
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
      parameters.init(cipher.getParameters().getEncoded());
      return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(content)).getEncoded();
    } catch (java.io.IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
