package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.composite.CompositeConfiguration;
import org.churnwise.run.LogContext;
import org.churnwise.warehouse.WorkLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  private static final String TEXT = "log4j2.properties";
  private static final String JSON = "log4j2-json.properties";
  private static final String LOG = "churn.log";
  private static final String SIZE = "churn.log.size";

  @TempDir Path folder;

  private final String logOfTests = System.getProperty(LOG);

  @BeforeEach
  void chooseFile() {
    System.setProperty(LOG, folder.resolve("log").toString());
    LogContext.set(new WorkLabel("r1", "features", "2025-06-01"));
  }

  @AfterEach
  void restore() {
    LogContext.set(WorkLabel.of(""));
    System.clearProperty(SIZE);
    if (logOfTests == null) {
      System.clearProperty(LOG);
    } else {
      System.setProperty(LOG, logOfTests);
    }
  }

  @Test
  void aLineNamesRunStageAndSlice() throws IOException {
    log(List.of(TEXT), "3 rows");
    assertTrue(
        line()
            .matches("\\S+Z INFO  \\[r1\\] \\[features 2025-06-01\\] \\[main\\] o.c.test: 3 rows"),
        this::line);
  }

  @Test
  void outsideAStageItNamesTheRun() throws IOException {
    LogContext.set(WorkLabel.of("r1"));
    log(List.of(TEXT), "3 rows");
    assertTrue(line().matches("\\S+Z INFO  \\[r1\\] \\[main\\] o.c.test: 3 rows"), this::line);
  }

  @Test
  void theSameIsAnObjectInJson() throws IOException {
    log(List.of(TEXT, JSON), "say \"hello\"\n");
    JsonNode line = new ObjectMapper().readTree(line());
    assertEquals("say \"hello\"\n", line.path("message").asText());
    assertEquals("INFO", line.path("log.level").asText());
    assertEquals("r1", line.path("mdc.run").asText());
    assertEquals("features", line.path("mdc.stage").asText());
    assertEquals("2025-06-01", line.path("mdc.slice").asText());
  }

  @Test
  void theFiveNewestFullFilesAreKept() throws IOException {
    System.setProperty(SIZE, "100");
    for (List<String> configuration : List.of(List.of(TEXT), List.of(TEXT, JSON))) {
      String log = folder.resolve("log" + configuration.size()).toString();
      System.setProperty(LOG, log);
      log(configuration, Stream.generate(() -> "x".repeat(100)).limit(10).toArray(String[]::new));
      for (int number = 1; number <= 5; number++) {
        assertTrue(Files.exists(Path.of(log + "." + number)), log + "." + number);
      }
      assertFalse(Files.exists(Path.of(log + ".6")));
    }
  }

  /** By a context of its own: that of the tests' own log goes on. */
  private static void log(List<String> configuration, String... messages) {
    try (LoggerContext context = new LoggerContext("test")) {
      List<AbstractConfiguration> files =
          configuration.stream()
              .map(name -> Path.of("../conf", name).toUri())
              .map(
                  file ->
                      (AbstractConfiguration)
                          ConfigurationFactory.getInstance()
                              .getConfiguration(context, "test", file))
              .toList();
      context.start(new CompositeConfiguration(files));
      Stream.of(messages).forEach(context.getLogger("org.churnwise.test")::info);
    }
  }

  private String line() {
    try {
      return Files.readString(folder.resolve("log")).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
