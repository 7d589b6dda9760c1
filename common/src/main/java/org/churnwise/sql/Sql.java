package org.churnwise.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One named statement of the {@code sql/} folder with the values of its {@code :named} parameters.
 * Immutable: {@code with} returns a new statement.
 *
 * <p>Values are of type date, bigint, double, boolean, or a name matching {@code [A-Za-z0-9_.-]+};
 * nothing else can be bound, so that the same statement can travel where a bind cannot (see {@link
 * SqlLiterals}). A list of columns is not a value: it is written into the text at once.
 *
 * @param name path under {@code sql/} without the ending, for example {@code
 *     features/customer_features}
 * @param text the statement as written in the file
 * @param values parameter name to value: LocalDate, Long, Double, Boolean, String, any text or
 *     Identifier
 */
public record Sql(String name, String text, Map<String, Object> values) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  public Sql {
    values = Map.copyOf(values);
  }

  /**
   * The statement of {@code sql/NAME.sql}, without values. Throws IllegalArgumentException if there
   * is no such file.
   */
  public static Sql named(String name) {
    return new Sql(name, SqlTexts.load(name), Map.of());
  }

  /** This statement with a date. */
  public Sql with(String parameter, LocalDate value) {
    return bound(parameter, value);
  }

  /** This statement with a whole number. */
  public Sql with(String parameter, long value) {
    return bound(parameter, value);
  }

  /** This statement with a finite double. */
  public Sql with(String parameter, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + ": :" + parameter + " = " + value + " is not finite");
    }
    return bound(parameter, value);
  }

  /** This statement with a truth value. */
  public Sql with(String parameter, boolean value) {
    return bound(parameter, value);
  }

  /** This statement with a name; refuses any text that is not {@code [A-Za-z0-9_.-]+}. */
  public Sql with(String parameter, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name + ": :" + parameter + " = '" + value + "' is not a name ([A-Za-z0-9_.-]+)");
    }
    return bound(parameter, value);
  }

  /**
   * This statement with dates in place of a parameter: {@code (first), (second)}, as {@code values}
   * and {@code in (...)} take them.
   *
   * @param dates at least one
   */
  public Sql with(String parameter, List<LocalDate> dates) {
    requireNamed(parameter);
    if (dates.isEmpty()) {
      throw new IllegalArgumentException(name + ": no dates for :" + parameter);
    }
    Map<String, Object> all = new LinkedHashMap<>(values);
    List<String> written = new ArrayList<>();
    for (LocalDate date : dates) {
      String numbered = parameter + "_" + written.size();
      all.put(numbered, date);
      written.add("(:" + numbered + ")");
    }
    return new Sql(name, replaced(parameter, String.join(", ", written)), all);
  }

  /** This statement with any text, such as a person's; it can then only be bound by JDBC. */
  public Sql withText(String parameter, String value) {
    return bound(parameter, new AnyText(value));
  }

  /** This statement with the name of an object; it can then only be written out. */
  public Sql with(String parameter, Identifier value) {
    return bound(parameter, value);
  }

  /**
   * This statement with columns in place of a parameter; they are part of its text from then on.
   */
  public Sql with(String parameter, ColumnList columns) {
    requireNamed(parameter);
    return new Sql(name, replaced(parameter, columns.text()), values);
  }

  private String replaced(String parameter, String by) {
    return SqlScanner.replaceParameters(text, known -> known.equals(parameter) ? by : ":" + known);
  }

  /** Whether the text has this parameter. */
  public boolean names(String parameter) {
    return SqlScanner.parameters(text).contains(parameter);
  }

  /**
   * This statement, reading a query where its text reads a table of that name: the query becomes
   * its first common table expression. So a query with parameters is written only once; neither
   * warehouse has views with parameters. Values of both are kept.
   *
   * @param table a name of no existing table or view
   */
  public Sql reading(String table, Sql query) {
    Map<String, Object> all = new LinkedHashMap<>(query.values);
    all.putAll(values);
    return new Sql(name, SqlScanner.reading(text, table, query.text), all);
  }

  /**
   * The rows of several queries with equal columns, each by its own values. Their parameters are
   * numbered, since those of two queries may have one name.
   *
   * @param queries at least one, none with a {@code :named} parameter left without a value
   */
  public static Sql unionAll(String name, List<Sql> queries) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    for (Sql query : queries) {
      String ending = "_" + texts.size();
      query.values.forEach((parameter, value) -> all.put(parameter + ending, value));
      String text = SqlScanner.replaceParameters(query.text, parameter -> ":" + parameter + ending);
      texts.add("select * from (\n" + text + "\n) query" + ending);
    }
    return new Sql(name, String.join("\nunion all\n", texts), all);
  }

  /**
   * The text without comments, every run of white space written as one blank: equal for statements
   * that differ only in how they are laid out.
   */
  public String condensed() {
    return SqlScanner.condensed(text);
  }

  /** The statement as JDBC wants it: {@code ?} for every parameter, and their values in order. */
  public Prepared prepared() {
    List<Object> ordered = new ArrayList<>();
    String jdbc =
        SqlScanner.replaceParameters(
            text,
            parameter -> {
              ordered.add(bindable(parameter));
              return "?";
            });
    return new Prepared(jdbc, List.copyOf(ordered));
  }

  /** The statement with every parameter written as a typed literal. */
  public String withLiterals() {
    return SqlScanner.replaceParameters(text, parameter -> SqlLiterals.of(value(parameter)));
  }

  /** The value of a parameter; refuses a parameter without one. */
  Object value(String parameter) {
    Object value = values.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException(name + ": no value for :" + parameter);
    }
    return value;
  }

  private Object bindable(String parameter) {
    if (value(parameter) instanceof Identifier) {
      throw new IllegalArgumentException(name + ": :" + parameter + " is a name, not a value");
    }
    return value(parameter) instanceof AnyText any ? any.text() : value(parameter);
  }

  /** A text that is no name. */
  private record AnyText(String text) {}

  private Sql bound(String parameter, Object value) {
    requireNamed(parameter);
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put(parameter, value);
    return new Sql(name, text, all);
  }

  private void requireNamed(String parameter) {
    if (!names(parameter)) {
      throw new IllegalArgumentException(name + " has no parameter :" + parameter);
    }
  }

  /**
   * A statement for JDBC.
   *
   * @param text with one {@code ?} a parameter
   * @param values in the order of the question marks
   */
  public record Prepared(String text, List<Object> values) {}
}
