package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerAttributesTest {
  @TempDir Path folder;

  @Test
  void theAttributesThatTheContractDeclaresUnchanging() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("own.conf"),
            """
            feeds.customers.columns {
              age { from = Age }
              gender { from = Sex, unchanging = true }
              location { from = Town, unchanging = false }
              customer_segment { constant = all, unchanging = "true" }
            }
            """);
    assertEquals(
        Set.of("gender", "customer_segment"), CustomerAttributes.of(own.toString()).unchanging());
  }

  @Test
  void theBundledContractsDeclareNone() {
    for (String name : ContractFiles.BUNDLED) {
      assertEquals(Set.of(), CustomerAttributes.of(name).unchanging());
    }
  }

  @Test
  void anUnknownContractIsRefused() {
    ChurnException e = assertThrows(ChurnException.class, () -> CustomerAttributes.of("referense"));
    assertEquals(ExitCode.USAGE, e.exitCode());
  }
}
