package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ResetOptionsTest {
  private static final class Command {
    @CommandLine.ArgGroup private ResetOptions reset;
  }

  private static void confirm(String typed, String... arguments) {
    ResetOptions options = CommandLine.populateCommand(new Command(), arguments).reset;
    byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
    options.confirm(
        "sales_schema", new ByteArrayInputStream(bytes), new PrintWriter(new StringWriter()));
  }

  @Test
  void theTypedNameOfTheSchemaConfirms() {
    assertDoesNotThrow(() -> confirm("sales_schema\n", "--reset"));
  }

  @Test
  void anotherNameOrNoneIsRefused() {
    for (String typed : new String[] {"main\n", "\n", ""}) {
      ChurnException e = assertThrows(ChurnException.class, () -> confirm(typed, "--reset"));
      assertEquals(ExitCode.USAGE, e.exitCode());
    }
  }

  @Test
  void theNameMayBeAnOption() {
    assertDoesNotThrow(() -> confirm("", "--yes-reset", "sales_schema"));
    assertThrows(ChurnException.class, () -> confirm("sales_schema\n", "--yes-reset", "main"));
  }
}
