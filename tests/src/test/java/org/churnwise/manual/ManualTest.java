package org.churnwise.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.churnwise.Churn;
import org.churnwise.cli.CommandLines;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** What the manual names exists: files, headings, commands, options, settings, main classes. */
class ManualTest {
  private static final int FEWEST_PAGES = 10;
  private static final int FEWEST_COMMANDS = 50;
  private static final int FEWEST_SETTINGS = 40;
  private static final int MOST_WORDS_OF_THE_FIRST_PAGE = 1600;

  private static final Pattern SET = Pattern.compile("--set[ =]([a-z][^\\s;|]*=[^\\s;|]*)");
  private static final Pattern COMMAND_ROW =
      Pattern.compile("\\| `([a-z-]+)` \\|(.*)\\| `([a-z]*\\.?[A-Z]\\w+)` \\|");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  /** Costs far more to make than to parse a command with. */
  private static final CommandLine CHURN = CommandLines.of(Churn.class);

  private static final Set<String> KEYS = Set.copyOf(load(List.of()));
  private static final List<Page> PAGES = Page.all();
  private static final Page FIRST = Page.read(Page.PROJECT.resolve("README.md"));

  private static Page page(String text) {
    return Page.of(Page.PROJECT.resolve("README.md"), text);
  }

  private static List<String> problems(Function<Page, List<String>> found) {
    return PAGES.stream()
        .flatMap(page -> found.apply(page).stream().map(problem -> page.name() + ": " + problem))
        .toList();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertEquals(List.of(), problems(Page::deadLinks));
    assertTrue(PAGES.size() >= FEWEST_PAGES, () -> "only " + PAGES.size() + " pages found");
  }

  @Test
  void aLinkToAMissingFileOrHeadingIsFound() {
    Page page =
        page(
            """
            # One & two
            [good](#one--two) [good](NOTICE) [good](https://duckdb.org) [good](sql/README.md#tables)
            [file](sql/NOTICE) [heading](#three) [outside](../NOTICE) [there](sql/README.md#tabels)
            """);
    assertEquals(
        List.of("sql/NOTICE", "#three", "../NOTICE", "sql/README.md#tabels"), page.deadLinks());
  }

  @Test
  void everyCommandLineParses() {
    assertEquals(List.of(), problems(ManualTest::refusedCommands));
    long commands = PAGES.stream().mapToLong(page -> CommandLineTexts.of(page).size()).sum();
    assertTrue(commands >= FEWEST_COMMANDS, () -> "only " + commands + " commands found");
  }

  @Test
  void aWrongOptionOrCommandIsFound() {
    Page page =
        page(
            """
            `submit/churn train --froce`
            ```bash
            for stage in label trian; do CHURN_LOG=x submit/churn "$stage" || break; done
            submit/churn score --top 5 \\
              --csv "my file.csv" | sed '$d'   # --no-option
            ```
            """);
    List<String> refused = refusedCommands(page);
    assertEquals(2, refused.size(), refused::toString);
    assertTrue(refused.get(0).contains("trian"), refused::toString);
    assertTrue(refused.get(1).contains("--froce"), refused::toString);
  }

  private static List<String> refusedCommands(Page page) {
    return CommandLineTexts.of(page).stream().flatMap(words -> refusal(words).stream()).toList();
  }

  private static Optional<String> refusal(List<String> words) {
    try {
      CHURN.parseArgs(words.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(String.join(" ", words) + ": " + e.getMessage());
    }
  }

  @Test
  void everySettingExistsAndMayHoldItsValue() {
    assertEquals(List.of(), problems(ManualTest::refusedSettings));
    long settings = PAGES.stream().mapToLong(page -> settings(page).count()).sum();
    assertTrue(settings >= FEWEST_SETTINGS, () -> "only " + settings + " settings found");
  }

  @Test
  void anUnknownKeyOrAWrongValueIsFound() {
    Page page =
        page(
            """
            `--set churn.window-day=45`, `training.search=halved`, `training.searching`
            ```bash
            submit/churn train --set training.rounds=200 --set training.round=200
            ```
            """);
    assertEquals(
        List.of(
            "training.round=200",
            "churn.window-day=45",
            "training.search=halved",
            "training.searching"),
        refusedSettings(page));
  }

  private static Stream<String> settings(Page page) {
    Stream<String> set =
        Stream.concat(page.blocks().stream(), page.spans().stream())
            .flatMap(code -> SET.matcher(code).results())
            .map(found -> found.group(1));
    Pattern key = Pattern.compile("(" + String.join("|", groups()) + ")\\.[a-z-]+(=\\S+)?");
    return Stream.concat(set, page.spans().stream().filter(key.asMatchPredicate()));
  }

  private static List<String> refusedSettings(Page page) {
    return settings(page).filter(setting -> !isAllowed(setting)).toList();
  }

  /** A key alone, or a key with a value. */
  private static boolean isAllowed(String setting) {
    try {
      return setting.contains("=") ? !load(List.of(setting)).isEmpty() : KEYS.contains(setting);
    } catch (ChurnException e) {
      return false;
    }
  }

  private static Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    KEYS.forEach(key -> groups.add(key.substring(0, key.indexOf('.'))));
    return groups;
  }

  private static List<String> load(List<String> sets) {
    SettingsSources sources =
        new SettingsSources(Optional.empty(), Optional.empty(), sets, Map.of());
    return SettingsLoader.load(sources).resolved().keys().stream().map(key -> key.key()).toList();
  }

  @Test
  void theTableOfCommandsNamesEachWithItsOptionsAndMainClass() {
    Map<String, CommandLine> commands = CHURN.getSubcommands();
    Set<String> named = new TreeSet<>();
    FIRST.prose().stream()
        .flatMap(line -> COMMAND_ROW.matcher(line).results())
        .forEach(
            row -> {
              String name = row.group(1);
              named.add(name);
              assertTrue(commands.containsKey(name), name);
              OPTION
                  .matcher(row.group(2))
                  .results()
                  .forEach(
                      option ->
                          assertTrue(hasOption(commands.get(name), option.group()), row.group()));
              assertEquals(name, nameOfMainClass(row.group(3), name));
            });
    assertEquals(new TreeSet<>(commands.keySet()), named);
  }

  private static boolean hasOption(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option) != null;
  }

  /** What the annotation of a main class calls its command; that of all commands stands for any. */
  private static String nameOfMainClass(String shortName, String expected) {
    try {
      Class<?> main = Class.forName("org.churnwise." + shortName);
      main.getMethod("main", String[].class);
      return main.equals(Churn.class) ? expected : main.getAnnotation(Command.class).name();
    } catch (ReflectiveOperationException e) {
      return e.toString();
    }
  }

  @Test
  void theFirstPageIsShort() {
    int words = FIRST.text().strip().split("\\s+").length;
    assertTrue(words <= MOST_WORDS_OF_THE_FIRST_PAGE, () -> "README.md has " + words + " words");
  }
}
