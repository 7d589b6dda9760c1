package org.churnwise.table;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.churnwise.sql.Sql;

/**
 * One numbered change of the tables that keep data. Its statements run in order and in one
 * transaction. A warehouse may commit each of them by itself, and a process may be killed between
 * two, so every statement must be harmless when it runs again.
 *
 * @param version of the tables afterwards
 * @param name short description of the change
 * @param statements empty if the change only creates missing tables or renews landing tables or
 *     views, which happens at every change of version
 */
public record Migration(long version, String name, List<Sql> statements) {
  private static final Pattern ADDED =
      Pattern.compile(
          "alter table (?<table>[a-z0-9_]+) add column if not exists (?<column>[a-z0-9_]+) ");

  public Migration {
    statements = List.copyOf(statements);
  }

  static Migration of(long version, String name, String... statements) {
    return new Migration(version, name, List.of(statements).stream().map(Sql::named).toList());
  }

  /** Table to names of the columns that it adds, read from its statements. */
  public Map<String, Set<String>> addedColumns() {
    return statements.stream()
        .map(statement -> ADDED.matcher(statement.condensed()))
        .filter(Matcher::find)
        .collect(
            Collectors.groupingBy(
                added -> added.group("table"),
                Collectors.mapping(added -> added.group("column"), Collectors.toSet())));
  }
}
