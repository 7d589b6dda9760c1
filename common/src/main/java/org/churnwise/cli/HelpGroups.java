package org.churnwise.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help of {@code churn}, by what a person wants to do. */
public final class HelpGroups {
  private static final Map<String, List<String>> GROUPS = groups();
  private static final int INDENT = 2;

  private HelpGroups() {}

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Look", List.of("status", "show", "report", "lineage", "costs", "metrics", "sql"));
    groups.put(
        "Run",
        List.of(
            "pipeline",
            "init",
            "ingest",
            "features",
            "label",
            "train",
            "score",
            "monitor",
            "sample"));
    groups.put(
        "Decide",
        List.of("alerts", "models", "quarantine", "contract", "forget", "backup", "restore"));
    groups.put(
        "Check",
        List.of(
            "doctor",
            "leakcheck",
            "replay",
            "backtest",
            "policy",
            "compare-reference",
            "comparator-check",
            "sentiment"));
    groups.put("Other", List.of());
    return groups;
  }

  /** The group of a command; the last for one that no group names. */
  public static String groupOf(String command) {
    return GROUPS.entrySet().stream()
        .filter(group -> group.getValue().contains(command))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("Other");
  }

  /** Groups the commands in the help of a command line; not in those of its commands. */
  static void use(CommandLine line) {
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpGroups::list);
  }

  private static String list(Help help) {
    int longest = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (String group : GROUPS.keySet()) {
      TextTable table = table(help, longest);
      help.subcommands().entrySet().stream()
          .filter(command -> groupOf(command.getKey()).equals(group))
          .sorted((a, b) -> Integer.compare(place(a.getKey()), place(b.getKey())))
          .forEach(
              command -> table.addRowValues(command.getKey(), description(command.getValue())));
      if (table.rowCount() > 0) {
        text.append('\n').append(group).append(":\n").append(table);
      }
    }
    return text.toString();
  }

  private static int place(String command) {
    return GROUPS.get(groupOf(command)).indexOf(command);
  }

  private static String description(Help command) {
    String[] lines = command.commandSpec().usageMessage().description();
    return lines.length == 0 ? "" : lines[0];
  }

  private static TextTable table(Help help, int longest) {
    int names = longest + 2 * INDENT;
    int width = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(names, INDENT, Overflow.SPAN),
            new Column(width - names, 0, Overflow.WRAP));
    table.setAdjustLineBreaksForWideCJKCharacters(true);
    return table;
  }
}
