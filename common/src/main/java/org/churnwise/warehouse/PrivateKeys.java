package org.churnwise.warehouse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.snowflake.client.jdbc.internal.org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import net.snowflake.client.jdbc.internal.org.bouncycastle.jce.provider.BouncyCastleProvider;
import net.snowflake.client.jdbc.internal.org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import net.snowflake.client.jdbc.internal.org.bouncycastle.operator.InputDecryptor;
import net.snowflake.client.jdbc.internal.org.bouncycastle.operator.OperatorCreationException;
import org.churnwise.config.Secret;
import org.churnwise.config.SnowflakeCredentials;
import org.churnwise.error.ChurnException;

/**
 * Reads the private key of a key pair: RSA, PKCS#8 as PEM (RFC 7468), plain or encrypted with a
 * passphrase (PBES1 or PBES2 with PBKDF2, RFC 8018). The connector takes only plain keys, so they
 * are decrypted here, by the library that the driver itself uses: Java's own lacks triple DES in
 * PBES2, which the command in Snowflake's documentation produces.
 */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?<kind>[A-Z ]+)-----(?<body>[A-Za-z0-9+/=\\s]+)-----END \\k<kind>-----");

  private PrivateKeys() {}

  /**
   * The key of a PEM text.
   *
   * @throws ChurnException (usage) that says what is wrong without showing any of the text
   */
  static PrivateKey read(String pem, Secret passphrase) {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw refused("is not PEM: it has no line -----BEGIN PRIVATE KEY-----", null);
    }
    byte[] body = Base64.getMimeDecoder().decode(matcher.group("body"));
    return switch (matcher.group("kind")) {
      case "PRIVATE KEY" -> plain(body);
      case "ENCRYPTED PRIVATE KEY" -> decrypted(body, passphrase);
      default ->
          throw refused(
              "is a " + matcher.group("kind") + "; convert it with openssl pkcs8 -topk8", null);
    };
  }

  private static PrivateKey plain(byte[] body) {
    try {
      return rsa(body);
    } catch (GeneralSecurityException e) {
      throw refused("cannot be read as an RSA key in PKCS#8", e);
    }
  }

  private static PrivateKey decrypted(byte[] body, Secret passphrase) {
    String phrase =
        passphrase
            .reveal()
            .orElseThrow(
                () ->
                    refused(
                        "is encrypted; set the environment variable "
                            + SnowflakeCredentials.PRIVATE_KEY_PASSPHRASE,
                        null));
    EncryptedPrivateKeyInfo encrypted = parsed(body);
    InputDecryptor decryptor = decryptor(encrypted, phrase);
    try (InputStream key =
        decryptor.getInputStream(new ByteArrayInputStream(encrypted.getEncryptedData()))) {
      return rsa(key.readAllBytes());
    } catch (GeneralSecurityException | IOException e) {
      throw refused("cannot be read as an RSA key in PKCS#8; check the passphrase", e);
    }
  }

  private static EncryptedPrivateKeyInfo parsed(byte[] body) {
    try {
      return EncryptedPrivateKeyInfo.getInstance(body);
    } catch (RuntimeException e) { // several types, one for each kind of damage
      throw refused("is not an encrypted key in PKCS#8", e);
    }
  }

  /** The passphrase is not tried yet: a failure here has another reason. */
  private static InputDecryptor decryptor(EncryptedPrivateKeyInfo encrypted, String phrase) {
    try {
      return new JceOpenSSLPKCS8DecryptorProviderBuilder()
          .setProvider(new BouncyCastleProvider())
          .build(phrase.toCharArray())
          .get(encrypted.getEncryptionAlgorithm());
    } catch (OperatorCreationException | RuntimeException e) {
      throw refused(
          "is encrypted by an unsupported method; encrypt it again with openssl pkcs8 -topk8 -v2 aes256",
          e);
    }
  }

  private static PrivateKey rsa(byte[] key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
  }

  /** The cause is not kept: a parser's message may show a part of the key. */
  private static ChurnException refused(String problem, Exception cause) {
    String kind = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return ChurnException.usage("the private key for snowflake.authentication " + problem + kind);
  }
}
