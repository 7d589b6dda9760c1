package org.churnwise.show;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.run.Input;

/**
 * A graph as a flow chart of Mermaid (https://mermaid.js.org/syntax/flowchart.html). The rows of
 * files that a slice was made from are one node, which leads on from the largest other one that
 * holds a part of them: Mermaid refuses charts of more than 500 edges.
 */
final class LineageDiagram {
  private static final int SHORT_HASH = 12;

  private final LineageGraph graph;
  private final boolean fromFile;
  private final Map<Object, String> ids = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>(List.of("flowchart LR"));

  /** Rows of files, each set once. */
  private final Map<Loaded, Loaded> sets = new LinkedHashMap<>();

  /**
   * @param fromFile whether the graph leads from a file to what was made from it
   */
  LineageDiagram(LineageGraph graph, boolean fromFile) {
    this.graph = graph;
    this.fromFile = fromFile;
  }

  /** The rows of some files in a table. */
  private record Loaded(String table, Set<String> files) {}

  /** Prints what is behind the roots. */
  void print(Console console, Collection<Input> roots) {
    Set<Input> nodes = graph.behind(roots);
    nodes.stream().filter(node -> !isOfFile(node)).forEach(this::inputs);
    roots.stream()
        .filter(this::isOfFile)
        .collect(Collectors.groupingBy(Input::name))
        .forEach((table, slices) -> sets.computeIfAbsent(set(table, slices), same -> same));
    sets.keySet().stream()
        .sorted(Comparator.comparing((Loaded set) -> set.files().size()))
        .toList()
        .forEach(set -> parts(set, nodes));
    lines.forEach(console::data);
  }

  private boolean isOfFile(Input node) {
    return !fromFile && (LineageGraph.isFile(node) || graph.file(node).isPresent());
  }

  private void inputs(Input node) {
    Map<Boolean, List<Input>> next =
        graph.next(node).stream().collect(Collectors.partitioningBy(this::isOfFile));
    next.get(false).forEach(from -> arrow(id(from), id(node)));
    next.get(true).stream()
        .collect(Collectors.groupingBy(Input::name))
        .forEach(
            (table, slices) -> {
              Loaded set = set(table, slices);
              sets.put(set, set);
              arrow(id(set), id(node));
            });
  }

  private static Loaded set(String table, List<Input> slices) {
    return new Loaded(
        table, slices.stream().map(Input::slice).collect(Collectors.toCollection(TreeSet::new)));
  }

  private void parts(Loaded set, Set<Input> nodes) {
    Optional<Loaded> part =
        sets.keySet().stream()
            .filter(other -> other.table().equals(set.table()) && !other.equals(set))
            .filter(other -> set.files().containsAll(other.files()))
            .max(Comparator.comparing(other -> other.files().size()));
    part.ifPresent(smaller -> arrow(id(smaller), id(set)));
    Set<String> rest = new HashSet<>(set.files());
    part.ifPresent(smaller -> rest.removeAll(smaller.files()));
    nodes.stream()
        .filter(node -> node.name().equals(set.table()) && rest.contains(node.slice()))
        .flatMap(node -> graph.file(node).stream())
        .forEach(file -> arrow(id(file), id(set)));
  }

  /** Data flows to the right. */
  private void arrow(String from, String to) {
    lines.add(fromFile ? "  %s --> %s".formatted(to, from) : "  %s --> %s".formatted(from, to));
  }

  private String id(Object node) {
    return ids.computeIfAbsent(
        node,
        unknown -> {
          String id = "n" + (ids.size() + 1);
          lines.add("  " + id + box(node));
          return id;
        });
  }

  private static String box(Object node) {
    if (node instanceof Loaded set) {
      return "[\"%s<br/>%s\"]".formatted(set.table(), Console.count(set.files().size(), "file"));
    }
    Input input = (Input) node;
    return LineageGraph.isFile(input)
        ? "[/\"%s<br/>%s\"/]".formatted(text(input.slice()), input.hash().substring(0, SHORT_HASH))
        : "[\"%s<br/>%s\"]".formatted(text(input.name()), text(input.slice()));
  }

  /** What would end a label stands as its entity. */
  private static String text(String any) {
    return any.replace("#", "#35;").replace("\"", "#quot;").replace("<", "#lt;");
  }
}
