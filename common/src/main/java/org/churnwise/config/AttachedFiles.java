package org.churnwise.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * DuckDB files by the names under which their tables can be read: {@code shop=data/shop.duckdb;
 * crm=crm.duckdb}. Sorted by name; empty for none.
 */
record AttachedFiles() implements AllowedValue {
  /** Databases and schemas of DuckDB, and the one of our dialect. */
  private static final Set<String> TAKEN = Set.of("main", "memory", "snowflake", "system", "temp");

  private static final Pattern PAIR = Pattern.compile("([a-z_][a-z0-9_]*)\\s*=\\s*([^;]+)");

  @Override
  public Optional<String> separator() {
    return Optional.of("; ");
  }

  @Override
  public String canonical(String text) throws Refused {
    Map<String, String> files = new TreeMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
      Matcher pair = PAIR.matcher(part.strip());
      if (!pair.matches()) {
        throw new Refused(
            "is not a list of name=FILE, separated by ;, with names of lower-case letters, digits and _");
      }
      String name = pair.group(1);
      if (name.startsWith("churn")
          || ReservedWords.SNOWFLAKE.contains(name)
          || TAKEN.contains(name)) {
        throw new Refused("names a file " + name + ", which is taken; choose another name");
      }
      if (files.put(name, path(pair.group(2).strip())) != null) {
        throw new Refused("names " + name + " twice");
      }
    }
    return files.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String path(String text) throws Refused {
    try {
      return Path.of(text).toString();
    } catch (InvalidPathException e) {
      throw new Refused("is not a path: " + e.getReason());
    }
  }

  /** The files by name of a canonical text. */
  static Map<String, Path> of(String canonical) {
    Map<String, Path> files = new TreeMap<>();
    Matcher pair = PAIR.matcher(canonical);
    while (pair.find()) {
      files.put(pair.group(1), Path.of(pair.group(2).strip()));
    }
    return Collections.unmodifiableMap(files);
  }
}
