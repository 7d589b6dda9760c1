package org.churnwise.show;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.run.Input;
import org.churnwise.show.LineageGraph.Made;

/**
 * A graph as an indented table. What was printed before is not printed again: it stands above. The
 * rows of files are told together, with the files below them.
 */
final class LineageTree {
  private static final List<String> HEADER = List.of("slice", "sha256", "rows", "made on", "run");
  private static final int SHORT_HASH = 8;

  private final LineageGraph graph;
  private final Set<Input> printed = new HashSet<>();
  private final List<String> runs = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  LineageTree(LineageGraph graph) {
    this.graph = graph;
  }

  /** Prints what is behind the roots, and below it which runs made it. */
  void print(Console console, Collection<Input> roots) {
    children(List.copyOf(roots), 0);
    console.lookUp(HEADER, rows);
    for (int i = 0; i < runs.size(); i++) {
      console.paragraph("run %d: %s %s".formatted(i + 1, runs.get(i), commands.get(i)).strip());
    }
  }

  private void node(Input node, int depth) {
    boolean again = !printed.add(node);
    List<Input> next = graph.next(node);
    line(depth, graph.label(node) + (again && !next.isEmpty() ? " (above)" : ""), node);
    if (!again) {
      children(next, depth + 1);
    }
  }

  private void children(List<Input> nodes, int depth) {
    Map<String, List<Input>> byName =
        nodes.stream()
            .collect(Collectors.groupingBy(Input::name, LinkedHashMap::new, Collectors.toList()));
    byName.forEach(
        (name, group) -> {
          if (group.stream().allMatch(slice -> graph.file(slice).isPresent())) {
            group(name, group, depth);
          } else {
            group.forEach(node -> node(node, depth));
          }
        });
  }

  private void group(String name, List<Input> slices, int depth) {
    List<Input> fresh = slices.stream().filter(printed::add).toList();
    String above = fresh.isEmpty() ? " (above)" : "";
    text(depth, name + ": " + Console.count(slices.size(), "file") + above);
    if (fresh.isEmpty()) {
      return;
    }
    Set<Input> from = new LinkedHashSet<>();
    fresh.forEach(slice -> from.addAll(graph.next(slice)));
    Map<Boolean, List<Input>> files =
        from.stream().collect(Collectors.partitioningBy(LineageGraph::isFile));
    files.get(true).forEach(file -> line(depth + 1, graph.label(file), file));
    if (!files.get(false).isEmpty()) {
      children(files.get(false), depth + 1);
    }
    if (fresh.size() < slices.size()) {
      text(depth + 1, Console.count(slices.size() - fresh.size(), "file") + " above");
    }
  }

  private void text(int depth, String label) {
    rows.add(List.of(indented(depth, label), "", "", "", ""));
  }

  private void line(int depth, String label, Input node) {
    Made made = graph.made().get(node);
    if (made == null) {
      text(depth, label);
      return;
    }
    boolean hashOfBytes = LineageGraph.isFile(node) || node.name().equals(LineageGraph.MODELS);
    rows.add(
        List.of(
            indented(depth, label),
            hashOfBytes ? node.hash().substring(0, SHORT_HASH) : "",
            made.rows().isPresent() ? Console.count(made.rows().getAsLong()) : "",
            made.at().map(at -> at.atZone(ZoneOffset.UTC).toLocalDate().toString()).orElse(""),
            run(made)));
  }

  private static String indented(int depth, String label) {
    return "  ".repeat(depth) + label;
  }

  /** The number of a run; the lines below the table tell its id, which is long. */
  private String run(Made made) {
    if (!runs.contains(made.runId())) {
      runs.add(made.runId());
      commands.add(made.command().orElse(""));
    }
    return String.valueOf(runs.indexOf(made.runId()) + 1);
  }
}
