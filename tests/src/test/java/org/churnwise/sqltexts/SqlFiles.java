package org.churnwise.sqltexts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the folder sql/ and the Java sources that name them. Tests run in the folder of
 * their module.
 */
final class SqlFiles {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path SQL = REPOSITORY.resolve("sql");
  private static final Pattern COMMENT_OR_STRING = Pattern.compile("--[^\\n]*|'(?:[^']|'')*'");
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_][a-z0-9_]*)");

  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Map<String, String> CODE = new ConcurrentHashMap<>();
  private static List<String> names;

  private SqlFiles() {}

  /**
   * Scripts that an administrator edits and runs; no job does, so no Java source names them, and
   * they hold several statements.
   */
  static final Set<String> FOR_PEOPLE = Set.of("warehouse/snowflake/grants");

  /** Names as {@code Sql.named} takes them, in order; scripts for people are not among them. */
  static synchronized List<String> names() {
    if (names == null) {
      names =
          files(SQL, ".sql").stream()
              .map(file -> SQL.relativize(file).toString().replace('\\', '/'))
              .map(name -> name.substring(0, name.length() - ".sql".length()))
              .filter(name -> !FOR_PEOPLE.contains(name))
              .toList();
    }
    return names;
  }

  /** The names in one folder of sql/, without the folder. */
  static List<String> namesIn(String folder) {
    return names().stream()
        .filter(name -> name.startsWith(folder + "/"))
        .map(name -> name.substring(folder.length() + 1))
        .toList();
  }

  static String text(String name) {
    return read(SQL.resolve(name + ".sql"));
  }

  /** The text with comments and string literals blanked out, in lower case. */
  static String code(String name) {
    return CODE.computeIfAbsent(name, key -> codeOf(text(key)));
  }

  /** The names and keywords of a text: what {@code \b} stands before and behind. */
  static Set<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  static List<String> parameters(String name) {
    return parametersOf(text(name));
  }

  private static String codeOf(String text) {
    return COMMENT_OR_STRING.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  static List<String> parametersOf(String text) {
    Matcher matcher = PARAMETER.matcher(codeOf(text));
    return matcher.results().map(found -> found.group(1)).distinct().toList();
  }

  /** Every Java source of the product as one text. */
  static String productSources() {
    return productFiles().stream().map(SqlFiles::read).collect(Collectors.joining("\n"));
  }

  /** Names of the Java sources of the product that hold one of these texts. */
  static List<String> productFilesWith(String... texts) {
    return productFiles().stream()
        .filter(file -> Stream.of(texts).anyMatch(read(file)::contains))
        .map(file -> file.getFileName().toString())
        .toList();
  }

  private static List<Path> productFiles() {
    return Stream.of("common", "jobs")
        .flatMap(
            module -> files(REPOSITORY.resolve(module).resolve("src/main/java"), ".java").stream())
        .toList();
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
