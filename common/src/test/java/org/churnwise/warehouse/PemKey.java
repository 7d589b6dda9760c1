package org.churnwise.warehouse;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A private key made for a test.
 *
 * @param encoded PKCS#8
 * @param plain as PEM
 * @param encrypted as PEM, with {@link #WORDS}
 */
record PemKey(byte[] encoded, String plain, String encrypted) {
  static final String WORDS = "correct horse";

  static PemKey generate() throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
    return new PemKey(
        encoded, pem("PRIVATE KEY", encoded), pem("ENCRYPTED PRIVATE KEY", encrypted(encoded)));
  }

  static String pem(String kind, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  /** What openssl pkcs8 -topk8 -v2 aes256 makes: PBES2 with HMAC-SHA256 and AES-256. */
  private static byte[] encrypted(byte[] content) throws GeneralSecurityException, IOException {
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(WORDS.toCharArray())));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(content)).getEncoded();
  }
}
