package org.churnwise.run;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.churnwise.table.Tables;

/**
 * The secret that ids of erased customers are hashed with (HMAC-SHA-256, RFC 2104). Without it the
 * hashes tell nothing, and one person has other hashes in two warehouses; whoever can read both can
 * test whether an id that he knows is among them, which is what a load does.
 *
 * @param keyName start of its own SHA-256
 * @param keyHex 32 bytes, hexadecimal
 */
public record ForgettingKey(String keyName, String keyHex) implements Serializable {
  /** Rows of forgetting_keys; beside a key, when it was made and by which run. */
  public static final RecordRows<ForgettingKey> ROWS =
      new RecordRows<>(Tables.FORGETTING_KEYS, ForgettingKey.class, "made_at", "run_id");

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int NAME_LENGTH = 16;

  /** A new one. */
  public static ForgettingKey random(SecureRandom chance) {
    byte[] key = new byte[BYTES];
    chance.nextBytes(key);
    String hex = HexFormat.of().formatHex(key);
    return new ForgettingKey(Hash.of(hex).substring(0, NAME_LENGTH), hex);
  }

  /** From an id to its hash, hexadecimal; for one thread. */
  public UnaryOperator<String> hasher() {
    Mac mac = mac();
    return id -> HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(keyHex), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** A key shows in no message. */
  @Override
  public String toString() {
    return keyName;
  }
}
