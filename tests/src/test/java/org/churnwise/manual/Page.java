package org.churnwise.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the project.
 *
 * @param file where it lies
 * @param text all of it
 * @param prose the lines outside of code blocks
 * @param blocks the texts of its code blocks; a line that ends with a backslash is joined to the
 *     next one
 */
record Page(Path file, String text, List<String> prose, List<String> blocks) {
  /** Tests run in the folder of their module. */
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> FOLDERS =
      List.of("common", "conf", "jobs", "sql", "submit", "tests");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final String FENCE = "```";

  /** Every page of the project, in the order of their paths. */
  static List<Page> all() {
    List<Path> files = new ArrayList<>(pagesIn(PROJECT, 1));
    FOLDERS.forEach(folder -> files.addAll(pagesIn(PROJECT.resolve(folder), Integer.MAX_VALUE)));
    return files.stream().map(Page::read).toList();
  }

  private static List<Path> pagesIn(Path folder, int depth) {
    try (Stream<Path> tree = Files.walk(folder, depth)) {
      return tree.filter(path -> path.toString().endsWith(".md"))
          .filter(path -> !PROJECT.relativize(path).toString().contains("target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page read(Path file) {
    try {
      return of(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page of(Path file, String text) {
    List<String> prose = new ArrayList<>();
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : text.lines().toList()) {
      if (!line.strip().startsWith(FENCE)) {
        if (block == null) {
          prose.add(line);
        } else {
          block.append(line).append('\n');
        }
      } else if (block == null) {
        block = new StringBuilder();
      } else {
        blocks.add(block.toString().replace("\\\n", " "));
        block = null;
      }
    }
    return new Page(file, text, prose, blocks);
  }

  /** What is written as code within the prose. */
  List<String> spans() {
    return prose.stream()
        .flatMap(line -> CODE.matcher(line).results())
        .map(found -> found.group(1))
        .toList();
  }

  /** The targets of the links to files and headings of this project. */
  List<String> links() {
    return prose.stream()
        .flatMap(line -> LINK.matcher(CODE.matcher(line).replaceAll("code")).results())
        .map(found -> found.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** The links that lead nowhere. */
  List<String> deadLinks() {
    return links().stream().filter(link -> !leadsSomewhere(link)).toList();
  }

  private boolean leadsSomewhere(String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!target.startsWith(PROJECT) || !Files.exists(target)) {
      return false;
    }
    Page page = target.equals(file) ? this : hash < 0 ? null : read(target);
    return hash < 0 || page.anchors().contains(link.substring(hash + 1));
  }

  /** The anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (String line : prose) {
      for (MatchResult heading : HEADING.matcher(line).results().limit(1).toList()) {
        String anchor = anchor(heading.group(1));
        int others = 0;
        String distinct = anchor;
        while (!anchors.add(distinct)) {
          distinct = anchor + "-" + ++others;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  /** The path within the project, for messages. */
  String name() {
    return PROJECT.relativize(file).toString();
  }
}
