package org.churnwise.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 of several texts, in lower-case hexadecimal. */
public final class Hash {
  private Hash() {}

  /** The hash of the parts, each kept apart from its neighbours. */
  public static String of(String... parts) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return Hex.encodeHexString(digest.digest());
  }
}
