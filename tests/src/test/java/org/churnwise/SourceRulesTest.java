package org.churnwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler lets pass and the house does not, over the texts of the sources. */
class SourceRulesTest {
  private static final Path ROOT = Path.of(System.getProperty("source.rules.root", ".."));
  private static final int FEWEST_SOURCES = 250;
  private static final int FEWEST_SCORE_STATEMENTS = 5;

  /** A call whose closure runs in a transaction, or as the work of a stage. */
  private static final Pattern CLOSURE_CALL =
      Pattern.compile("\\b(?:transaction|rehearse|commit|attempt|prepare)\\(");

  /** A place for one value, which only a closure needs. */
  private static final Pattern BOX =
      Pattern.compile("\\bnew \\w+\\[1\\](?!\\[)|\\bAtomicReference<");

  /** Something is put into what was declared before. */
  private static final Pattern CARRIED =
      Pattern.compile("\\b(\\w+)(?:\\.(?:add|addAll|put|putAll|set)\\(|\\[\\d+\\] = )");

  private static final Pattern PARSED_SLICE =
      Pattern.compile(
          "\\bslices?(?:\\(\\))?\\.(?:substring|startsWith|endsWith|split|indexOf|lastIndexOf)\\("
              + "|LocalDate\\.parse\\(\\s*slice"
              + "|\\.equals\\(\"(?:ingest|features|label|train|score|monitor)\"\\)");

  private static final Pattern READS_SCORES =
      Pattern.compile("\\b(?:from|join)\\s+landing_(?:predictions|scores)\\b");

  @Test
  void theSourcesWereFound() {
    int found = sources().size();
    assertTrue(
        found >= FEWEST_SOURCES, () -> "only " + found + " sources, so the rules prove nothing");
  }

  /** Let the call return it. */
  @Test
  void noClosureCarriesAResultOut() {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      String text = text(source);
      Matcher boxes = BOX.matcher(text);
      while (boxes.find()) {
        found.add(source.getFileName() + ": " + boxes.group());
      }
      Matcher calls = CLOSURE_CALL.matcher(text);
      while (calls.find()) {
        String arguments = arguments(text, calls.end());
        Matcher carried = CARRIED.matcher(arguments);
        while (arguments.contains("->") && carried.find()) {
          if (isDeclaredOutside(carried.group(1), text, calls.start(), arguments)) {
            found.add(source.getFileName() + ": " + carried.group());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  /** A local variable of the method around the call; fields are services, and may be told. */
  private static boolean isDeclaredOutside(String name, String text, int call, String arguments) {
    String declaration = "(?m)^    +[\\w<>\\[\\], ]+ " + name + "(?: =|;)";
    boolean inside = Pattern.compile("[\\w>\\]] " + name + " =").matcher(arguments).find();
    int method = text.lastIndexOf("\n  }\n", call);
    String before = text.substring(Math.max(0, method), call);
    return !inside && Pattern.compile(declaration).matcher(before).find();
  }

  private static String arguments(String text, int start) {
    int depth = 1;
    int end = start;
    while (end < text.length() && depth > 0) {
      char next = text.charAt(end++);
      depth += next == '(' ? 1 : next == ')' ? -1 : 0;
    }
    return text.substring(start, end);
  }

  /** {@code SliceId} alone reads them. */
  @Test
  void noTextOfASliceIsParsed() {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      boolean knowsSlices = text(source).contains("org.churnwise.run") || inRun(source);
      if (knowsSlices && !source.endsWith("SliceId.java")) {
        Matcher parsed = PARSED_SLICE.matcher(text(source));
        while (parsed.find()) {
          found.add(source.getFileName() + ": " + parsed.group());
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static boolean inRun(Path source) {
    return source.getParent().endsWith("run");
  }

  /** "Whatever landed last" is nobody's. */
  @Test
  void everyReadOfScoresNamesTheScorer() {
    List<Path> readers =
        files(ROOT.resolve("sql"), ".sql").stream()
            .filter(file -> READS_SCORES.matcher(text(file)).find())
            .toList();
    assertTrue(readers.size() >= FEWEST_SCORE_STATEMENTS, readers::toString);
    assertEquals(
        List.of(), readers.stream().filter(file -> !text(file).contains(":scorer")).toList());
  }

  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>(files(ROOT.resolve("common/src/main/java"), ".java"));
    sources.addAll(files(ROOT.resolve("jobs/src/main/java"), ".java"));
    return sources;
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
