package org.churnwise.openlineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.run.Input;
import org.churnwise.run.Ledger;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A receiver on loopback that holds each event against the published schemas, if they are there.
 */
class ReceiverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final StageSlice LABELS =
      new StageSlice(
          Stage.LABEL,
          "customer_labels",
          new SliceId.Snapshot(LocalDate.of(2025, 6, 1)),
          "k1",
          List.of(new Input("sales", "a.csv", "h")));

  @TempDir private Path folder;
  private TemporaryWarehouse temporary;
  private HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> received = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private String authorization;
  private int answer = 201;

  @BeforeEach
  void open() throws Exception {
    temporary = TemporaryWarehouse.in(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/lineage", this::take);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
    temporary.close();
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    JsonNode event = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    received.add(event.at("/job/name").asText() + " " + event.path("eventType").asText());
    Optional<PublishedSchemas> schemas = PublishedSchemas.found();
    schemas.ifPresent(published -> violations.addAll(published.violations(event)));
    if (answer == 0) {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.sendResponseHeaders(answer == 0 ? 200 : answer, -1);
    exchange.close();
  }

  private LineageEmitter emitter(String... sets) {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("openlineage.url=http://127.0.0.1:" + server.getAddress().getPort());
    all.add("warehouse.path=" + folder.resolve("test.duckdb"));
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(
                Optional.empty(), Optional.empty(), all, Map.of("OPENLINEAGE_API_KEY", "k-17")));
    return new LineageEmitter(
        settings, temporary.warehouse(), temporary.ledger().run(), "churnwise test");
  }

  private static void run(Ledger ledger, LineageEmitter emitter) {
    ledger.listen(emitter);
    ledger.open("c", Map.of());
    ledger.commit(List.of(LABELS), () -> Written.of("", LABELS, new StageCounts(5, 3)));
    ledger.close("DONE", null);
  }

  @Test
  void everyEventArrivesInOrderAndIsValid() {
    LineageEmitter emitter = emitter();
    run(temporary.ledger(), emitter);
    assertEquals(List.of(), emitter.close(PATIENCE));
    assertEquals(
        List.of("churn test START", "label START", "label COMPLETE", "churn test COMPLETE"),
        received);
    assertEquals(List.of(), violations);
    assertEquals("Bearer k-17", authorization);
  }

  @Test
  void whatFailsAndWhatIsInterruptedSaysWhy() throws Exception {
    Path file = folder.resolve("events.jsonl");
    LineageEmitter emitter = emitter("openlineage.file=" + file);
    Ledger ledger = temporary.ledger();
    ledger.open("c", Map.of());
    ledger.listen(emitter);
    assertThrows(
        ChurnException.class,
        () ->
            ledger.commit(
                List.of(LABELS),
                () -> {
                  throw ChurnException.dataRefused("no sales");
                }));
    ledger.commit(
        List.of(LABELS),
        () -> {
          ledger.interrupt("interrupted by SIGTERM");
          return "";
        },
        nothing -> Written.of("", LABELS, new StageCounts(5, 3)));
    assertEquals(List.of(), emitter.close(PATIENCE));
    assertEquals(List.of(), violations);
    List<String> told = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = new ObjectMapper().readTree(line);
      told.add(
          event.path("eventType").asText()
              + " "
              + event.at("/run/facets/errorMessage/message").asText());
    }
    assertEquals(
        List.of(
            "START ",
            "FAIL no sales",
            "START ",
            "ABORT interrupted by SIGTERM",
            "ABORT interrupted by SIGTERM",
            "COMPLETE "),
        told);
  }

  @Test
  void theSameWorkHasTheSameIdWhenItIsSentAgain() throws Exception {
    Path file = folder.resolve("events.jsonl");
    for (int time = 0; time < 2; time++) {
      LineageEmitter emitter = emitter("openlineage.file=" + file);
      run(temporary.ledger(), emitter);
      emitter.close(PATIENCE);
    }
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      ids.add(new ObjectMapper().readTree(line).at("/run/runId").asText());
    }
    assertEquals(ids.subList(0, 4), ids.subList(4, 8));
    assertEquals(2, ids.stream().distinct().count());
  }

  @Test
  void aReceiverThatRefusesFailsNothingAndIsLeftAlone() {
    answer = 503;
    LineageEmitter emitter = emitter();
    run(temporary.ledger(), emitter);
    List<String> lost = emitter.close(PATIENCE);
    assertEquals(3, received.size());
    assertEquals(1, lost.size());
    assertTrue(
        lost.get(0).startsWith("OpenLineage: 4 of 4 events did not reach http://127.0.0.1:"),
        lost.get(0));
    assertTrue(lost.get(0).endsWith("/api/v1/lineage: status 503"), lost.get(0));
  }

  @Test
  void aReceiverThatIsSilentIsNotWaitedFor() {
    answer = 0;
    LineageEmitter emitter = emitter();
    run(temporary.ledger(), emitter);
    List<String> lost = emitter.close(Duration.ofMillis(50));
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).contains("the run ended before it responded"), lost.get(0));
  }

  @Test
  void aFileThatCannotBeWrittenFailsNothing() {
    LineageEmitter emitter = emitter("openlineage.file=" + folder); // a folder
    run(temporary.ledger(), emitter);
    List<String> lost = emitter.close(PATIENCE);
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).startsWith("OpenLineage: 4 of 4 events did not reach " + folder));
  }
}
