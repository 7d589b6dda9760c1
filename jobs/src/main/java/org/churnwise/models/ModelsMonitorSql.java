package org.churnwise.models;

import java.util.List;
import java.util.Locale;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.config.WarehouseSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.sql.Identifier;
import org.churnwise.sql.Sql;
import org.churnwise.table.FeatureColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code models monitor-sql}: prints the statements that let Snowflake itself monitor a model
 * registered there from Python. The user runs them; this command executes nothing.
 */
@Command(
    name = "monitor-sql",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Print the SQL of a Snowflake model monitor, for a model registered there from Python.")
public final class ModelsMonitorSql extends JobCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The model, such as v3; default: the champion.")
  private String version;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "CHURNWISE",
      description = "Its name in Snowflake's registry; default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      defaultValue = "predict",
      description = "The model's function that predicts; default: ${DEFAULT-VALUE}.")
  private String function;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    name("--model", model);
    name("--function", function);
    if (settings.warehouse().warehouse().isEmpty()) {
      throw ChurnException.usage(
          "a model monitor needs a virtual warehouse; set warehouse.warehouse (ML_WAREHOUSE)");
    }
  }

  @Override
  protected MonitorResult run(Job job) {
    ModelRegistry registry = new ModelRegistry(job.warehouse(), job.ledger());
    String monitored = version == null ? champion(registry) : registry.version(version).version();
    Console console = job.console();
    statements(monitored, job.settings().warehouse())
        .forEach(statement -> statement.lines().forEach(console::line));
    return new MonitorResult(monitored, source(monitored).name(), monitor(monitored).name());
  }

  /** The statements in order, each with its semicolon. */
  public List<String> statements(String monitored, WarehouseSettings settings) {
    Sql source =
        FeatureColumns.in(Sql.named("warehouse/snowflake/model_monitor_source"))
            .with("source_name", source(monitored))
            .with("model_version", monitored);
    Sql monitor =
        Sql.named("warehouse/snowflake/model_monitor")
            .with("monitor_name", monitor(monitored))
            .with("registered_model", name("--model", model))
            .with("registered_version", monitored.toUpperCase(Locale.ROOT))
            .with("function_name", function)
            .with("source_name", source(monitored))
            .with("warehouse_name", new Identifier(settings.warehouse()));
    String place =
        settings.database().isEmpty()
            ? settings.schema()
            : settings.database() + "." + settings.schema();
    return List.of("use schema " + place + ";", ended(source), ended(monitor));
  }

  private static String ended(Sql statement) {
    return statement.withLiterals().strip() + ";";
  }

  private static Identifier source(String version) {
    return new Identifier("churnwise_monitored_" + version);
  }

  private static Identifier monitor(String version) {
    return new Identifier("churnwise_monitor_" + version);
  }

  private static String champion(ModelRegistry registry) {
    return registry
        .champion()
        .orElseThrow(
            () ->
                ChurnException.modelRefused(
                    "there is no champion to monitor; give a VERSION from 'submit/churn models list'"))
        .version();
  }

  private static Identifier name(String option, String value) {
    try {
      return new Identifier(value);
    } catch (IllegalArgumentException e) {
      throw ChurnException.usage(option + " " + e.getMessage());
    }
  }

  /** The model, and the view and the monitor that the printed statements create. */
  record MonitorResult(String model, String source, String monitor) {}
}
