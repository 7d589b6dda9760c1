package org.churnwise.model.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.churnwise.model.features.FeatureView.ViewColumn;

/**
 * How one version of a feature view differs from another.
 *
 * @param added columns that only the second has
 * @param removed columns that only the first has
 * @param changed columns of another type, or that became or ceased to be a model input
 * @param reordered whether the columns that both have are in a different order
 * @param sqlChanged whether the statement differs by more than comments and layout
 * @param sqlRemoved lines that only the first statement has, in its order
 * @param sqlAdded lines that only the second statement has, in its order
 */
public record FeatureViewChanges(
    List<ViewColumn> added,
    List<ViewColumn> removed,
    List<ColumnChange> changed,
    boolean reordered,
    boolean sqlChanged,
    List<String> sqlRemoved,
    List<String> sqlAdded) {

  /** A column before and after, such as {@code numeric, input}. */
  public record ColumnChange(String name, String before, String after) {}

  /** The changes from one version to another. */
  public static FeatureViewChanges between(FeatureView from, FeatureView to) {
    boolean sqlChanged = !from.sqlHash().equals(to.sqlHash());
    return new FeatureViewChanges(
        lacking(to.columns(), from.columns()),
        lacking(from.columns(), to.columns()),
        changed(from.columns(), to.columns()),
        !common(from.columns(), to.columns()).equals(common(to.columns(), from.columns())),
        sqlChanged,
        sqlChanged ? lacking(from.statement(), to.statement()) : List.of(),
        sqlChanged ? lacking(to.statement(), from.statement()) : List.of());
  }

  /** A summary: {@code SQL; added column x}. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    if (sqlChanged) {
      words.add("SQL");
    }
    added.forEach(column -> words.add("added column " + column.name()));
    removed.forEach(column -> words.add("removed column " + column.name()));
    changed.forEach(
        column ->
            words.add(
                "column " + column.name() + " " + column.before() + " became " + column.after()));
    if (reordered) {
      words.add("order of columns");
    }
    return words.isEmpty() ? "nothing" : String.join("; ", words);
  }

  private static List<ViewColumn> lacking(List<ViewColumn> columns, List<ViewColumn> others) {
    List<String> names = others.stream().map(ViewColumn::name).toList();
    return columns.stream().filter(column -> !names.contains(column.name())).toList();
  }

  private static List<String> common(List<ViewColumn> columns, List<ViewColumn> others) {
    List<String> names = others.stream().map(ViewColumn::name).toList();
    return columns.stream().map(ViewColumn::name).filter(names::contains).toList();
  }

  private static List<ColumnChange> changed(List<ViewColumn> from, List<ViewColumn> to) {
    Map<String, String> before =
        from.stream().collect(Collectors.toMap(ViewColumn::name, ViewColumn::kind));
    return to.stream()
        .filter(column -> before.containsKey(column.name()))
        .filter(column -> !before.get(column.name()).equals(column.kind()))
        .map(column -> new ColumnChange(column.name(), before.get(column.name()), column.kind()))
        .toList();
  }

  private static List<String> lacking(String text, String other) {
    List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
    other.lines().map(String::strip).forEach(lines::remove); // each occurrence counts
    return List.copyOf(lines);
  }
}
