package org.churnwise.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.sql.Sql;

/**
 * A view of {@code sql/views/NAME.sql}. Its last {@code select} stands alone on a line and names
 * one column a line, with the meaning behind {@code --}.
 *
 * @param statement that creates or replaces it
 * @param columns in their order
 */
public record View(String name, Sql statement, List<ViewColumn> columns) {
  private static final int HASH_BYTES = 6;
  private static final Pattern COLUMN =
      Pattern.compile("^ {2,}.*?([a-z_][a-z0-9_]*)(,)?\\s*(?:-- (.*))?$");

  /** The view of this name. Throws IllegalArgumentException if there is no such file. */
  public static View named(String name) {
    Sql statement = Sql.named("views/" + name);
    String head = "create or replace view " + name + " as";
    if (!statement.text().contains(head)) {
      throw new IllegalStateException("sql/views/" + name + ".sql does not hold: " + head);
    }
    return new View(name, statement, columns(statement.text()));
  }

  private static List<ViewColumn> columns(String text) {
    List<String> lines = text.lines().toList();
    int select = lines.lastIndexOf("select");
    List<ViewColumn> columns = new ArrayList<>();
    for (int i = select + 1; !lines.get(i).startsWith("from "); i++) {
      boolean last = lines.get(i + 1).startsWith("from ");
      Matcher column = COLUMN.matcher(lines.get(i));
      if (column.matches() && endsColumn(lines.get(i), column, last)) {
        columns.add(
            new ViewColumn(column.group(1), column.group(3) == null ? "" : column.group(3)));
      }
    }
    return columns;
  }

  /** Lines within an expression are indented further, or end with no comma. */
  private static boolean endsColumn(String line, Matcher column, boolean last) {
    return !line.startsWith("   ") && (last || column.group(2) != null);
  }

  /**
   * The comment that a warehouse keeps of the view: what one row is, in words, and a hash of the
   * text that made it, which says whether it is still of this text.
   */
  public String comment() {
    String grain = statement.text().lines().findFirst().orElseThrow().replaceFirst("^--\\s*", "");
    return "%s (text %s)".formatted(grain, hash());
  }

  private String hash() {
    try {
      byte[] text = statement.text().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /**
   * A column of a view.
   *
   * @param meaning with its unit; empty where the name says it
   */
  public record ViewColumn(String name, String meaning) {}
}
