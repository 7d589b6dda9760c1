package org.churnwise.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.churnwise.endtoend.FinishedPipeline;
import org.churnwise.endtoend.Outcome;
import org.churnwise.endtoend.PackedJobs;
import org.churnwise.endtoend.Workplace;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * {@code pipeline --mode all} of the packed jobs on Snowflake, on some files of {@link
 * FinishedPipeline}, beside an embedded run of them, and the same command once more. The local
 * server's account has odd parameters, which none of the sessions may notice. Made once for all
 * tests that take it; what it returns was read right after the runs, so that a test may work on in
 * the schema.
 */
final class FinishedOnSnowflake implements CloseableResource {
  /** Three base months and the first of the drift: two trainings, four snapshots made anew. */
  private static final String MONTHS = "2024_(10|11|12)|2025_01";

  /** The first training is after the base months; few trees, for a model is not what is tested. */
  private static final List<String> OPTIONS =
      List.of("--mode", "all", "--months", "3", "--set", "training.rounds=10");

  /** Statements of the last month before which the account ends the session, with its refusals. */
  private static final List<Ended> ENDED =
      List.of(
          new Ended("insert into ", "2025_01", 390111),
          new Ended("start transaction ", "", 390112),
          new Ended("commit", "\"stage\":\"score\"", 390114));

  private final PlantedSecrets secrets = new PlantedSecrets();
  private final Path folder = Files.createTempDirectory("churnwise-on-snowflake");
  private final TestSchema schema = SnowflakeAccount.withOddParameters().newSchema();
  private final Workplace embedded;
  private final Outcome first;
  private final Outcome second;
  private final List<SentStatement> sent;
  private final Map<String, List<String>> tables;
  private final Map<String, List<String>> landings = new HashMap<>();

  private FinishedOnSnowflake(FinishedPipeline all) throws Exception {
    embedded =
        all.place()
            .retrainingOnBreach()
            .withDatabase(folder.resolve("embedded/churn.duckdb"))
            .withSomeMonths(MONTHS, folder.resolve("files"));
    embedded.pipeline(OPTIONS.toArray(String[]::new)).requireDone();
    Files.createDirectories(folder.resolve("events"));
    if (schema.isLogged()) {
      ENDED.forEach(ended -> ended.askFor(database()));
    }
    int before = sentSoFar().size();
    first = run("key-pair");
    List<SentStatement> after = sentSoFar();
    sent = after.subList(before, after.size());
    second = run("oauth");
    try (SnowflakeWarehouse warehouse = schema.open()) {
      tables = TableText.of(warehouse);
      for (Table landing :
          List.of(Tables.LANDING_ROWS, Tables.LANDING_PREDICTIONS, Tables.LANDING_SCORES)) {
        landings.put(landing.name(), TableText.rows(warehouse, landing));
      }
    }
  }

  private String database() {
    return schema.settings().warehouse().database();
  }

  private record Ended(String sql, String tag, int code) {
    void askFor(String database) {
      LocalSnowflake.shared().endSession(database, sql, tag, code);
    }
  }

  /** How many sessions of the first run the account has ended. */
  int endedSessions() {
    return ENDED.size() - LocalSnowflake.shared().endsToCome(database());
  }

  private List<SentStatement> sentSoFar() {
    return schema.isLogged() ? schema.sent() : List.of();
  }

  private Outcome run(String authentication) throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder.resolve(authentication));
    List<String> command = new ArrayList<>(List.of("pipeline"));
    command.addAll(OPTIONS);
    command.addAll(List.of("--set", "ingest.source=" + embedded.source()));
    command.addAll(List.of("--set", "report.when=never", "--set", "retrain.when=breach"));
    schema.sets().forEach(set -> command.addAll(List.of("--set", set)));
    ProcessBuilder pipeline = jobs.churn(command);
    pipeline.environment().putAll(secrets.in(schema.environment(), authentication));
    String events = folder.resolve("events").toUri().toString();
    pipeline
        .environment()
        .merge(
            PackedJobs.JAVA_OPTIONS,
            "-Dspark.eventLog.enabled=true -Dspark.eventLog.dir=" + events,
            (archive, log) -> archive + " " + log);
    return jobs.run(pipeline);
  }

  /** The embedded run. */
  Workplace embedded() {
    return embedded;
  }

  TestSchema schema() {
    return schema;
  }

  /** Where the runs wrote their logs and events. */
  Path folder() {
    return folder;
  }

  PlantedSecrets secrets() {
    return secrets;
  }

  /** What the first run printed and ended with. */
  Outcome outcome() {
    return first;
  }

  /** The same of the second run. */
  Outcome secondOutcome() {
    return second;
  }

  /** The tables after both, see {@link TableText#of}. */
  Map<String, List<String>> tables() {
    return tables;
  }

  /** What both left in a landing table. */
  List<String> landed(String landing) {
    return landings.get(landing);
  }

  /** What the first run sent, in order; skips the test on an account that has no such log. */
  List<SentStatement> sent() {
    schema.sent();
    return sent;
  }

  @Override
  public void close() throws IOException {
    schema.close();
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** Hands the runs to tests; the first that asks waits until they are over. */
  static final class Provider implements ParameterResolver {
    private final FinishedPipeline.Provider embedded = new FinishedPipeline.Provider();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FinishedOnSnowflake.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      FinishedPipeline pipeline = (FinishedPipeline) embedded.resolveParameter(parameter, context);
      return context
          .getRoot()
          .getStore(Namespace.create(FinishedOnSnowflake.class))
          .getOrComputeIfAbsent(FinishedOnSnowflake.class, key -> run(pipeline));
    }

    private static FinishedOnSnowflake run(FinishedPipeline embedded) {
      try {
        return new FinishedOnSnowflake(embedded);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
