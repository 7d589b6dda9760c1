package org.churnwise.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.run.Hash;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.MadeOnce;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A sample of 300 customers, and as many new ones, that {@code pipeline --mode all} has gone
 * through, with a training after each breach: one a month would be half of its time. It is made
 * once for all tests that take it as a parameter, and kept in target/ for as long as the classes
 * and texts of the product are the same; nobody may write to it, {@link Workplace#copyTo} is for
 * those who must.
 *
 * @param place where it ran
 * @param outcome what the run printed and ended with
 */
public record FinishedPipeline(Workplace place, Outcome outcome) {
  private static final Path FOLDER = Path.of("target", "finished-pipeline").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CUSTOMERS = 300;
  private static final long SEED = 7;

  private static FinishedPipeline get() throws Exception {
    MadeOnce.folder(FOLDER, product(place(FOLDER)), FinishedPipeline::run);
    return new FinishedPipeline(
        place(FOLDER), JSON.readValue(outcomeIn(FOLDER).toFile(), Outcome.class));
  }

  private static void run(Path folder) throws IOException {
    Workplace place = place(folder);
    new SampleGenerator(new SampleOptions(CUSTOMERS, SEED, place.source())).generate();
    JSON.writeValue(
        outcomeIn(folder).toFile(),
        place.pipeline("--mode", "all", "--set=openlineage.file=" + eventsIn(folder)));
  }

  private static Workplace place(Path folder) {
    return new Workplace(folder.resolve("sample"), folder.resolve("warehouse/churn.duckdb"))
        .retrainingOnBreach();
  }

  private static Path eventsIn(Path folder) {
    return folder.resolve("events.jsonl");
  }

  /** The events of OpenLineage that it wrote, in their order. */
  List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(eventsIn(FOLDER))) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  private static Path outcomeIn(Path folder) {
    return folder.resolve("outcome.json");
  }

  /** A hash of all files of the product, in jars or in folders, and of the settings of a place. */
  static String product(Workplace runs) throws IOException, URISyntaxException {
    List<String> hashes = new ArrayList<>(runs.options());
    for (Class<?> type : List.of(Sql.class, SampleGenerator.class)) {
      Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          hashes.add(file + " " + Arrays.hashCode(Files.readAllBytes(file)));
        }
      }
    }
    return Hash.of(hashes.toString());
  }

  WarehouseContent content() {
    return new WarehouseContent(place.database());
  }

  /** Hands the pipeline to tests; the first that asks waits until it has run. */
  public static final class Provider implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FinishedPipeline.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      try {
        return get();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
