package org.churnwise.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.churnwise.Churn;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.HelpGroups;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The help of all commands. */
class HelpTest {
  private static final CommandLine ALL = CommandLines.of(Churn.class);

  @Test
  void everyCommandIsInAGroup() {
    assertEquals(
        List.of("generate-completion"),
        ALL.getSubcommands().keySet().stream()
            .filter(command -> HelpGroups.groupOf(command).equals("Other"))
            .toList());
  }

  @Test
  void everyCommandIsListedOnceUnderItsGroup() {
    String help = ALL.getUsageMessage(CommandLine.Help.Ansi.OFF);
    List<String> headings =
        help.lines().filter(line -> line.matches("(Look|Run|Decide|Check|Other):")).toList();
    assertEquals(List.of("Look:", "Run:", "Decide:", "Check:", "Other:"), headings);
    for (String command : ALL.getSubcommands().keySet()) {
      assertEquals(1, help.lines().filter(line -> line.startsWith("  " + command + " ")).count());
    }
    assertTrue(help.indexOf("  show ") < help.indexOf("Run:"), help);
  }

  @Test
  void theHelpOfACommandListsItsOwn() {
    String help = ALL.getSubcommands().get("show").getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertTrue(help.contains("  performance  "), help);
  }
}
