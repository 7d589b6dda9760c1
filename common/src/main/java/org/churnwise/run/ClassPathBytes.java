package org.churnwise.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Where {@link StageCode} reads classes and resources. */
@FunctionalInterface
public interface ClassPathBytes {
  /**
   * The bytes of a file of the class path; empty if there is none.
   *
   * @param path for example {@code org/churnwise/run/Hash.class}
   */
  Optional<byte[]> read(String path);

  /** The class path of this process. */
  static ClassPathBytes running() {
    return path -> {
      try (InputStream in = ClassPathBytes.class.getClassLoader().getResourceAsStream(path)) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the class path's " + path, e);
      }
    };
  }
}
