package org.churnwise.warehouse;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.churnwise.config.Secret;
import org.churnwise.config.SnowflakeCredentials;
import org.churnwise.error.ChurnException;

/**
 * Reads the private key of a key pair: RSA, PKCS#8 as PEM (RFC 7468), plain or encrypted with a
 * passphrase (PBES2, RFC 8018). The connector takes only plain keys, so they are decrypted here.
 */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?<kind>[A-Z ]+)-----(?<body>[A-Za-z0-9+/=\\s]+)-----END \\k<kind>-----");

  private PrivateKeys() {}

  /**
   * The key of a PEM text.
   *
   * @throws ChurnException (usage) that tells what is wrong without showing any of the text
   */
  static PrivateKey read(String pem, Secret passphrase) {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw refused("is not PEM: it has no line -----BEGIN PRIVATE KEY-----", null);
    }
    byte[] body = Base64.getMimeDecoder().decode(matcher.group("body"));
    try {
      return switch (matcher.group("kind")) {
        case "PRIVATE KEY" -> rsa(new PKCS8EncodedKeySpec(body));
        case "ENCRYPTED PRIVATE KEY" -> rsa(decrypted(body, passphrase));
        default ->
            throw refused(
                "is a " + matcher.group("kind") + "; convert it with openssl pkcs8 -topk8", null);
      };
    } catch (GeneralSecurityException | IOException e) {
      throw refused("cannot be read as an RSA key in PKCS#8; is the passphrase right?", e);
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] body, Secret passphrase)
      throws GeneralSecurityException, IOException {
    String words =
        passphrase
            .reveal()
            .orElseThrow(
                () ->
                    refused(
                        "is encrypted; set the environment variable "
                            + SnowflakeCredentials.PRIVATE_KEY_PASSPHRASE,
                        null));
    EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(body);
    // For PBES2 the name of the algorithm stands in its parameters.
    String algorithm = encrypted.getAlgParameters().toString();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(words.toCharArray())),
        encrypted.getAlgParameters());
    return encrypted.getKeySpec(cipher);
  }

  private static PrivateKey rsa(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePrivate(key);
  }

  /** The cause is not kept: a parser's message may show a part of the key. */
  private static ChurnException refused(String problem, Exception cause) {
    String kind = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return ChurnException.usage("the private key for snowflake.authentication " + problem + kind);
  }
}
