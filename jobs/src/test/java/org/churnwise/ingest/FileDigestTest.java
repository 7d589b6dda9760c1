package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDigestTest {
  @Test
  void theProcessorsDigestLoadsOnACommonMachine() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    Assumptions.assumeTrue(machine.matches("Linux (amd64|aarch64)|Mac OS X .*"), machine);

    assertTrue(FileDigest.ofProcessor().isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 55, 56, 63, 64, 65, 8_192, 1_000_003})
  void bothDigestsAreEqual(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Optional<MessageDigest> processors = FileDigest.ofProcessor();
    Assumptions.assumeTrue(processors.isPresent());

    assertArrayEquals(FileDigest.ofJvm().digest(content), inParts(processors.get(), content));
  }

  @Test
  void manyBytesAreTheProcessors() {
    Assumptions.assumeTrue(FileDigest.ofProcessor().isPresent());

    FileDigest.of(FileDigest.FEW_BYTES);

    assertNotEquals(FileDigest.ofJvm().getProvider(), FileDigest.of(1).getProvider());
  }

  private static byte[] inParts(MessageDigest digest, byte[] content) {
    int half = content.length / 2;
    digest.update(content, 0, half);
    digest.update(content, half, content.length - half);
    return digest.digest();
  }
}
