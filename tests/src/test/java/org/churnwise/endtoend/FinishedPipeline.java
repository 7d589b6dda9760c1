package org.churnwise.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A sample of 300 customers, and as many new ones, that {@code pipeline --mode all} has gone
 * through. It is made once for all tests that take it as a parameter; nobody may write to it,
 * {@link Workplace#copyTo} is for those who must.
 */
public final class FinishedPipeline implements CloseableResource {
  private static final int CUSTOMERS = 300;
  private static final long SEED = 7;

  private final Path folder;
  private final Workplace place;
  private final Outcome outcome;

  private FinishedPipeline() throws IOException {
    folder = Files.createTempDirectory("churnwise-finished-pipeline");
    place = new Workplace(folder.resolve("sample"), folder.resolve("warehouse/churn.duckdb"));
    new SampleGenerator(new SampleOptions(CUSTOMERS, SEED, place.source())).generate();
    outcome = place.pipeline("--mode", "all");
  }

  /** Where it ran. */
  public Workplace place() {
    return place;
  }

  /** What the run printed and ended with. */
  public Outcome outcome() {
    return outcome;
  }

  WarehouseContent content() {
    return new WarehouseContent(place.database());
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** Hands the pipeline to tests; the first that asks waits until it has run. */
  public static final class Provider implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FinishedPipeline.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(FinishedPipeline.class))
          .getOrComputeIfAbsent(FinishedPipeline.class, key -> run());
    }

    private static FinishedPipeline run() {
      try {
        return new FinishedPipeline();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
