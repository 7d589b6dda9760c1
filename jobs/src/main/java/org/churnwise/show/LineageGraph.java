package org.churnwise.show;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.churnwise.run.Input;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.warehouse.ResultRow;

/**
 * What was made from what, as the ledger has it. A node is a file, or a slice of a table with the
 * hash that it had then: what was written anew since is another node.
 *
 * @param made of each node, the oldest first
 * @param next what each node was made from; in the other direction what was made from it
 */
record LineageGraph(Map<Input, Made> made, Map<Input, Set<Input>> next) {
  /** The table whose slices are models. */
  static final String MODELS = "model_versions";

  /**
   * How a node came to be. Of a file: how it was loaded.
   *
   * @param rows that it has, of a file those that were loaded
   * @param isTakenBack whether it was removed since
   */
  record Made(
      Stage stage,
      Optional<Instant> at,
      String runId,
      Optional<String> command,
      OptionalLong rows,
      boolean isTakenBack) {
    static Made of(ResultRow row) {
      boolean timed = row.values().get("made_at") != null;
      boolean counted = row.values().get("row_count") != null;
      return new Made(
          Stage.of(row.string("stage")).orElseThrow(),
          timed ? Optional.of(row.instant("made_at")) : Optional.empty(),
          row.string("run_id"),
          row.optionalString("command"),
          counted ? OptionalLong.of(row.longValue("row_count")) : OptionalLong.empty(),
          row.longValue("is_taken_back") == 1);
    }
  }

  /** The graph of edges, the oldest first. */
  static LineageGraph of(List<ResultRow> edges) {
    Map<Input, Made> made = new LinkedHashMap<>();
    Map<Input, Set<Input>> next = new LinkedHashMap<>();
    for (ResultRow edge : edges) {
      Input output = node(edge, "output");
      Input input = node(edge, "input");
      made.put(output, Made.of(edge));
      if (isFile(input)) {
        made.put(input, Made.of(edge));
      }
      next.computeIfAbsent(output, node -> new LinkedHashSet<>()).add(input);
    }
    return new LineageGraph(made, next);
  }

  /** One end of an edge. */
  static Input node(ResultRow edge, String end) {
    return new Input(
        edge.string(end + "_name"), edge.string(end + "_slice"), edge.string(end + "_hash"));
  }

  static boolean isFile(Input node) {
    return node.name().equals(Input.FILE);
  }

  /**
   * The node for a person: file, or table and slice, drift and performance by their snapshot; taken
   * back, or old if it was made anew since.
   */
  String label(Input node) {
    String name =
        isFile(node)
            ? node.slice()
            : node.name() + " " + slice(node).map(LineageGraph::spoken).orElse(node.slice());
    return name + since(node);
  }

  private String since(Input node) {
    Made how = made.get(node);
    if (how != null && how.isTakenBack()) {
      return " (taken back)";
    }
    boolean isOld = how != null && !isFile(node) && !newest(node.name()).contains(node);
    return isOld ? " (old)" : "";
  }

  private static String spoken(SliceId slice) {
    if (slice instanceof SliceId.Drift drift) {
      return "%s (%ss)".formatted(drift.snapshot(), drift.subject());
    }
    if (slice instanceof SliceId.Interim look) {
      return "%s (first %d days)".formatted(look.snapshot(), look.days());
    }
    return slice instanceof SliceId.Performance of ? of.snapshot().toString() : slice.toString();
  }

  /** What was written; empty for what no stage writes as a slice, such as a model. */
  private Optional<SliceId> slice(Input node) {
    return Optional.ofNullable(made.get(node))
        .filter(how -> !isFile(node) && !isModel(node))
        .map(how -> SliceId.of(how.stage(), node.slice()));
  }

  /** The tables that have slices, by name. */
  Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    made.keySet().stream().filter(node -> !isFile(node)).forEach(node -> tables.add(node.name()));
    return tables;
  }

  /** The slices of a table, or the files, as they were made last; the oldest first. */
  Collection<Input> newest(String name) {
    Map<String, Input> bySlice = new LinkedHashMap<>();
    made.keySet().stream()
        .filter(node -> node.name().equals(name))
        .forEach(
            node -> {
              bySlice.remove(node.slice());
              bySlice.put(node.slice(), node);
            });
    return bySlice.values();
  }

  /** The day of a slice; of a model that of its training. */
  Optional<LocalDate> day(Input node) {
    return slice(node)
        .flatMap(SliceId::ofDay)
        .or(() -> next(node).stream().filter(from -> isModel(node)).findFirst().flatMap(this::day));
  }

  private static boolean isModel(Input node) {
    return node.name().equals(MODELS);
  }

  /** The model that a node is, or whose predictions it is. */
  Optional<String> model(Input node) {
    return isModel(node)
        ? Optional.of(node.slice())
        : slice(node)
            .filter(SliceId.Predictions.class::isInstance)
            .map(slice -> ((SliceId.Predictions) slice).modelVersion());
  }

  /** What a node was made from, in the order of the stages. */
  List<Input> next(Input node) {
    return next.getOrDefault(node, Set.of()).stream()
        .sorted(
            Comparator.comparing(this::stage)
                .thenComparing(Input::name)
                .thenComparing(Input::slice)
                .thenComparing(Input::hash))
        .toList();
  }

  private int stage(Input node) {
    return Optional.ofNullable(made.get(node)).map(how -> how.stage().ordinal()).orElse(-1);
  }

  /** The file whose rows a slice is, directly or by way of other tables; empty for other slices. */
  Optional<Input> file(Input slice) {
    List<Input> from = next(slice);
    if (from.size() != 1 || !from.get(0).slice().equals(slice.slice())) {
      return Optional.empty();
    }
    return isFile(from.get(0)) ? Optional.of(from.get(0)) : file(from.get(0));
  }

  /** These nodes and all that is behind them. */
  Set<Input> behind(Collection<Input> roots) {
    Set<Input> reached = new LinkedHashSet<>();
    Deque<Input> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Input node = open.poll();
      if (reached.add(node)) {
        open.addAll(next(node));
      }
    }
    return reached;
  }

  /** The other direction: what was made from a node. */
  LineageGraph reversed() {
    Map<Input, Set<Input>> other = new LinkedHashMap<>();
    next.forEach(
        (output, inputs) ->
            inputs.forEach(
                input -> other.computeIfAbsent(input, node -> new LinkedHashSet<>()).add(output)));
    return new LineageGraph(made, other);
  }
}
