package org.churnwise.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.codec.digest.DigestUtils;
import org.conscrypt.OpenSSLProvider;

/**
 * SHA-256 for the bytes of files. The JVM's own does 100 MB a second where only its quick compiler
 * runs; Conscrypt's uses the processor's instructions and does a thousand, but takes a tenth of a
 * second to load, so that it serves from {@link #FEW_BYTES} on that a process hashes.
 */
final class FileDigest {
  /** So many bytes take as long by the JVM's own as the other needs to load. */
  static final long FEW_BYTES = 1L << 24;

  private static final AtomicLong HASHED = new AtomicLong();

  private FileDigest() {}

  /**
   * A digest for one more file of a process.
   *
   * @param bytes how many the file has
   */
  static MessageDigest of(long bytes) {
    return HASHED.addAndGet(bytes) < FEW_BYTES
        ? ofJvm()
        : ofProcessor().orElseGet(FileDigest::ofJvm);
  }

  static MessageDigest ofJvm() {
    return DigestUtils.getSha256Digest();
  }

  /** Empty on a machine for which Conscrypt has no library, or where none can be loaded. */
  static Optional<MessageDigest> ofProcessor() {
    return Loaded.PROVIDER.map(FileDigest::sha256);
  }

  private static MessageDigest sha256(Provider provider) {
    try {
      return MessageDigest.getInstance("SHA-256", provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loaded when it is first asked for. */
  private static final class Loaded {
    static final Optional<Provider> PROVIDER = provider();

    private static Optional<Provider> provider() {
      try {
        return Optional.of(new OpenSSLProvider());
      } catch (LinkageError e) {
        return Optional.empty();
      }
    }
  }
}
