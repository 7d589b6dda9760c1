package org.churnwise.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The bytes of a file as stored, hashed and counted on their way to whoever reads them, so that
 * what was parsed is what was hashed even if the file is written to meanwhile.
 */
final class StoredBytes extends FilterInputStream {
  private static final int SKIPPED_AT_ONCE = 1 << 13;

  private final MessageDigest digest;
  private long count;

  private StoredBytes(InputStream stored, MessageDigest digest) {
    super(stored);
    this.digest = digest;
  }

  /**
   * Opens a file. Local bytes are read as any other program reads them: Hadoop would compare them
   * with a checksum file beside them, which is stale once another program has written the file.
   */
  static StoredBytes open(FileSystem fileSystem, Path path) throws IOException {
    if (isLocal(fileSystem)) {
      java.nio.file.Path file = local(path);
      return new StoredBytes(Files.newInputStream(file), FileDigest.of(Files.size(file)));
    }
    return new StoredBytes(fileSystem.open(path), FileDigest.of(FileDigest.FEW_BYTES));
  }

  static boolean isLocal(FileSystem fileSystem) {
    return "file".equals(fileSystem.getUri().getScheme());
  }

  static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** Reads what is left, and returns what all bytes read were. Call it once. */
  Content content() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return new Content(Hex.encodeHexString(digest.digest()), count);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      digest.update((byte) value);
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0) {
      digest.update(bytes, offset, read);
      count += read;
    }
    return read;
  }

  /** A decompressor may skip bytes that belong to the file all the same. */
  @Override
  public long skip(long bytes) throws IOException {
    return readNBytes((int) Math.min(bytes, SKIPPED_AT_ONCE)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * What a file held.
   *
   * @param hash sha256, hexadecimal
   */
  record Content(String hash, long bytes) implements Serializable {
    @Override
    public String toString() {
      return "sha256 %s (%d bytes)".formatted(hash, bytes);
    }
  }
}
