package org.churnwise.cli;

import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.config.ContractFiles;
import org.churnwise.config.SecretNames;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.error.ChurnException;
import org.churnwise.run.CodeVersion;
import org.churnwise.run.Ledger;
import org.churnwise.run.LogContext;
import org.churnwise.run.LoopState;
import org.churnwise.run.Run;
import org.churnwise.run.SchemaUpgrade;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.churnwise.warehouse.Warehouse;
import org.churnwise.warehouse.WorkLabel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * A command that works on a warehouse. It reads the settings, opens the warehouse, opens and closes
 * the run in the ledger, and ends with one JSON line on standard output; a subclass only wires its
 * job.
 */
public abstract class JobCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(JobCommand.class);

  @Mixin private CommonOptions options;
  @Spec private CommandSpec spec;

  /** What the command expects of the schema. */
  protected enum Tables {
    /** It creates the tables that are missing. */
    CREATED,
    /** It refuses a schema without tables and upgrades older ones. */
    EXISTING,
    /**
     * It refuses a schema without tables or with older ones, and writes nothing, not even to the
     * ledger.
     */
    READ_ONLY,
    /** The same; a file of tables can be read by others meanwhile. */
    LOOKED_AT,
    /** It refuses a schema without tables, and reads tables of any version; it writes nothing. */
    AS_THEY_ARE
  }

  /** Whether the command creates missing tables; by default it refuses a schema without them. */
  protected Tables tables() {
    return Tables.EXISTING;
  }

  /** Refuses wrong options before anything is opened. */
  protected void validate(Settings settings) {}

  /** Whether its positional arguments name persons, and are recorded nowhere. */
  protected boolean argumentsArePersonal() {
    return false;
  }

  /** Whether standard output holds data and nothing else; the JSON line goes to standard error. */
  protected boolean outputIsData() {
    return false;
  }

  /** Whether the JSON line tells where the loop stands; by default if the command may change it. */
  protected boolean tellsState() {
    return !isReading();
  }

  /** Does the work. The returned record is the {@code counts} of the JSON line. */
  protected abstract Record run(Job job);

  /** A result that needs no warehouse; empty if the warehouse must be opened. */
  protected Optional<Record> answerWithoutWarehouse(Settings settings, Console console) {
    return Optional.empty();
  }

  @Override
  public final Integer call() {
    return Commands.run(
        spec,
        new Commands.Frame(
            options.debug(),
            options.quiet(),
            outputIsData() ? System.err : System.out,
            isReading() && argumentsArePersonal()),
        (console, interruption) -> {
          if (isReading()) {
            interruption.leavesNothing();
          }
          Settings settings = SettingsLoader.load(options.sources());
          validate(settings);
          return answerWithoutWarehouse(settings, console)
              .orElseGet(() -> execute(settings, console, interruption));
        });
  }

  private Record execute(Settings settings, Console console, Interruption interruption) {
    Run run = startRun(settings);
    LogContext.set(WorkLabel.of(run.id()));
    try (Warehouse warehouse = open(settings);
        SparkSessions spark = new SparkSessions(spec.name(), settings, console.progress())) {
      interruption.does(reason -> warehouse.takeOver(), () -> leave(spark, warehouse));
      warehouse.label(WorkLabel.of(run.id()));
      prepare(warehouse, run, console);
      Ledger ledger = new Ledger(warehouse, run);
      ledger.follow(console.progress()::at);
      Job job = new Job(settings, warehouse, ledger, console, spark);
      if (isReading()) {
        Record result = run(job);
        if (tellsState()) {
          tellState(job, interruption.line());
        }
        return result;
      }
      RunListeners listeners = new RunListeners(job);
      interruption.line().isOf(run.id());
      interruption.does(
          reason -> {
            warehouse.takeOver();
            ledger.interrupt(reason);
            listeners.interrupted();
          },
          () -> leave(spark, warehouse));
      ledger.open(settings.resolved().hash(), settings.resolved().withoutSecrets());
      return recorded(job, interruption.line(), listeners);
    }
  }

  /** A run that starts now; the frame starts one for each command that needs a warehouse. */
  protected final Run startRun(Settings settings) {
    return Run.start(
        spec.name(),
        arguments(),
        asOf(settings),
        CodeVersion.of(JobCommand.class, getClass()),
        Clock.systemUTC(),
        RandomGenerator.getDefault());
  }

  private boolean isReading() {
    return requiresCurrent() || tables() == Tables.AS_THEY_ARE;
  }

  private boolean requiresCurrent() {
    return tables() == Tables.READ_ONLY || tables() == Tables.LOOKED_AT;
  }

  /** A run that is done stays done if nobody can say where it stands. */
  private static void tellState(Job job, JsonLine line) {
    try {
      line.leaves(LoopState.of(job.warehouse(), job.ledger().view()));
    } catch (ChurnException e) {
      LOG.warn("no state for the JSON line", e);
    }
  }

  /** The last day that data may have: the one given, or today in the time zone of the shop. */
  protected final LocalDate asOf(Settings settings) {
    return options
        .asOf()
        .orElseGet(() -> LocalDate.now(ContractFiles.timeZone(settings.ingest().contract())));
  }

  /** Spark first: its tasks write into the warehouse's folders. */
  private static void leave(SparkSessions spark, Warehouse warehouse) {
    spark.abandon();
    warehouse.close();
  }

  private Record recorded(Job job, JsonLine line, RunListeners listeners) {
    try {
      Record result = run(job);
      job.ledger().close("DONE", null);
      listeners.ended();
      if (tellsState()) {
        tellState(job, line);
      }
      return result;
    } catch (Exception | Error e) { // Scala code throws checked exceptions undeclared
      try {
        Failures.Failure failure = Failures.of(e);
        job.ledger().close(failure.status(), failure.message());
        listeners.ended();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed); // the first failure is the one to report
      }
      throw e;
    }
  }

  /** Opens the warehouse that the settings name. */
  protected Warehouse open(Settings settings) {
    if (settings.warehouse().kind().equals("snowflake")) {
      return new SnowflakeWarehouse(settings.warehouse(), settings.snowflake());
    }
    if (tables() != Tables.CREATED && Files.notExists(settings.warehouse().path())) {
      throw ChurnException.warehouse(
          "database %s does not exist; run 'submit/churn init' first"
              .formatted(settings.warehouse().path()),
          null);
    }
    return tables() == Tables.LOOKED_AT
        ? EmbeddedWarehouse.reading(settings.warehouse(), commandLine())
        : new EmbeddedWarehouse(settings.warehouse(), commandLine());
  }

  /** The launcher's arguments name the command, those of a main class do not. */
  private String commandLine() {
    String given = arguments();
    boolean named = List.of(given.split(" ")).contains(spec.name());
    return named ? given : (spec.name() + " " + given).strip();
  }

  /** Prepares tables of this release in a schema that this run holds, unless it only reads. */
  private void prepare(Warehouse warehouse, Run run, Console console) {
    SchemaUpgrade schema = SchemaUpgrade.of(warehouse, run);
    if (requiresCurrent()) {
      schema.requireCurrent();
      return;
    }
    if (tables() == Tables.AS_THEY_ARE) {
      schema.requireTables();
      return;
    }
    if (tables() == Tables.CREATED) {
      warehouse.createTables(); // before hold(): a missing schema cannot be held
    } else {
      schema.requireTables();
    }
    warehouse.hold(run.id(), run.clock());
    schema.apply();
    if (schema.isOlder()) {
      console.line("the tables were upgraded " + schema.change());
    }
    if (tables() == Tables.CREATED) {
      schema.renewViews();
    }
  }

  /** The arguments as given, with the value of a secret setting, and persons, hidden. */
  private String arguments() {
    Optional<ParseResult> parsed = Optional.ofNullable(spec.commandLine().getParseResult());
    Set<String> persons =
        argumentsArePersonal()
            ? parsed.stream().flatMap(JobCommand::positional).collect(Collectors.toSet())
            : Set.of();
    return parsed.map(ParseResult::originalArgs).orElse(List.of()).stream()
        .map(argument -> persons.contains(argument) ? "(hidden)" : shown(argument))
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> positional(ParseResult parsed) {
    return parsed.matchedPositionals().stream()
        .flatMap(positional -> positional.originalStringValues().stream());
  }

  private static String shown(String argument) {
    int equals = argument.indexOf('=', argument.startsWith("--set=") ? "--set=".length() : 0);
    return equals < 0
        ? argument
        : argument.substring(0, equals + 1)
            + SecretNames.shown(argument.substring(0, equals), argument.substring(equals + 1));
  }
}
