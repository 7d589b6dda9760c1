package org.churnwise.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.churnwise.config.AlertSettings;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.churnwise.run.Json;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to a real HTTP server. */
@Slow
class WebhookTest extends NotifierFixture {
  private static final String KEY = "it-is-a-secret";

  private Receiver receiver;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  private AlertSettings webhook(String... more) {
    List<String> sets = new ArrayList<>(List.of("alerts.channels=webhook"));
    sets.addAll(List.of(more));
    return settings(
        Map.of("CHURN_ALERTS_WEBHOOK_URL", receiver.url(), "CHURN_ALERTS_WEBHOOK_SECRET", KEY),
        sets.toArray(String[]::new));
  }

  @Test
  void theBodyIsSignedWithTheKey() throws Exception {
    findDrift();
    end(webhook(), TODAY);
    Receiver.Request request = receiver.requests().get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal(request.body().getBytes(StandardCharsets.UTF_8));
    assertEquals("sha256=" + HexFormat.of().formatHex(expected), request.signature());
    assertEquals("/services/T0/hush-hush", request.path());
  }

  /** What a person who is woken reads: what, where, whom, next. */
  @Test
  void theTextSaysWhatWhereWhomAndWhatToDo() throws Exception {
    find(AlertChange.open("drift", "feature", TODAY, "WARNING", "age <drifted> & more"));
    end(webhook("alerts.owners=customer-data=Dana, webhook, <@U012>"), TODAY);
    JsonNode body = Json.mapper().readTree(receiver.requests().get(0).body());
    String text = body.path("text").asText();
    assertTrue(
        text.startsWith("<@U012> *Churnwise WARNING: age &lt;drifted&gt; &amp; more*\n"), text);
    assertTrue(
        text.contains("\n*About:* drift of feature at snapshot 2026-01-01, open since "), text);
    assertTrue(text.contains("\n*Concerns:* Dana (customer-data)\n"), text);
    assertTrue(text.contains("\n*Next:* `submit/churn show drift`"), text);
    assertTrue(text.contains("`submit/churn alerts ack " + body.path("alert_id").asText()), text);
    assertEquals("OPEN", body.path("state").asText());
    assertEquals(receiver.requests().get(0).key(), body.path("idempotency_key").asText());
  }

  @Test
  void aFailureThatMayPassIsTriedAgainWithGrowingWaits() {
    receiver.answer(500, 503, 200);
    findDrift();
    end(webhook(), TODAY);
    assertDeliveries("OPEN | 0 | webhook | SENT | 3");
    assertEquals(List.of("alerts    1 message sent by webhook"), console);
    assertEquals(2, waits.size());
    assertTrue(waits.get(0).toMillis() > 500 && waits.get(0).toMillis() <= 1000, waits::toString);
    assertTrue(waits.get(1).toMillis() > 1000 && waits.get(1).toMillis() <= 2000, waits::toString);
  }

  @Test
  void aReceiverThatSaysNothingIsTriedAgainAfterTheTimeLimit() {
    receiver.answer(Receiver.SILENCE, 200);
    findDrift();
    end(webhook("alerts.timeout-seconds=1"), TODAY);
    assertDeliveries("OPEN | 0 | webhook | SENT | 2");
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    receiver.answer(404);
    findDrift();
    end(webhook(), TODAY);
    assertDeliveries("OPEN | 0 | webhook | FAILED | 1");
  }

  /** The second message is not even tried: a dead receiver costs a run its retries once. */
  @Test
  void aChannelThatFailsIsVisibleAndTriedByTheNextRun() {
    receiver.answer(500, 500);
    findDrift();
    find(AlertChange.open("mlflow", "models", "WARNING", "no server"));
    AlertSettings settings = webhook("alerts.retries=1");
    end(settings, TODAY);
    assertEquals(
        List.of(
            "alerts    channel webhook fails: 127.0.0.1: status 500; 2 messages wait for the next"
                + " run, or 'submit/churn alerts test webhook'"),
        console);
    assertEquals(
        Map.of("webhook", "127.0.0.1: status 500"), AlertNotifier.failing(temporary.warehouse()));
    end(settings, TODAY);
    assertEquals(List.of("alerts    2 messages sent by webhook"), console);
    assertEquals(Map.of(), AlertNotifier.failing(temporary.warehouse()));
    assertEquals(4, receiver.requests().size());
  }

  @Test
  void eachStateIsToldOnce() {
    findDrift();
    AlertSettings settings = webhook();
    end(settings, TODAY);
    end(settings, TODAY.plusDays(1));
    findDrift();
    end(settings, TODAY.plusDays(1));
    decide().acknowledge(alert(), "dana", "looking");
    end(settings, TODAY.plusDays(30));
    end(settings, TODAY.plusDays(31));
    find(AlertChange.close("drift", "feature", List.of(TODAY)));
    end(settings, TODAY.plusDays(32));
    end(settings, TODAY.plusDays(64));
    assertDeliveries(
        """
        ACKNOWLEDGED | 0 | webhook | SENT | 1
        OPEN         | 0 | webhook | SENT | 1
        RESOLVED     | 0 | webhook | SENT | 1
        """);
    List<String> bodies = receiver.requests().stream().map(Receiver.Request::body).toList();
    assertTrue(bodies.get(1).contains("acknowledged by dana: looking"), bodies.get(1));
    assertTrue(bodies.get(2).contains("Churnwise resolved: age"), bodies.get(2));
  }

  @Test
  void whoWasNeverToldOfAnAlertHearsNothingOfItsEnd() {
    findDrift();
    find(AlertChange.close("drift", "feature", List.of(TODAY)));
    end(webhook(), TODAY);
    assertEquals(List.of(), receiver.requests());
  }

  @Test
  void whatIsStillOpenIsToldAgainAfterSomeDays() {
    findDrift();
    AlertSettings settings = webhook("alerts.remind-days=3");
    end(settings, TODAY);
    end(settings, TODAY.plusDays(2));
    end(settings, TODAY.plusDays(3));
    end(settings, TODAY.plusDays(4));
    assertDeliveries(
        """
        OPEN | 0 | webhook | SENT | 1
        OPEN | 1 | webhook | SENT | 1
        """);
    assertTrue(receiver.requests().get(1).body().contains("WARNING, still open after 3 days"));
  }

  @Test
  void whatIsSnoozedWaitsForItsDayAndIsToldThen() {
    findDrift();
    AlertSettings settings = webhook("alerts.remind-days=0");
    end(settings, TODAY);
    decide().snooze(alert(), TODAY.plusDays(20), "dana", "holidays");
    end(settings, TODAY.plusDays(19));
    assertEquals(1, receiver.requests().size());
    end(settings, TODAY.plusDays(20));
    end(settings, TODAY.plusDays(21));
    assertEquals(2, receiver.requests().size());
  }

  @Test
  void whatGetsWorseIsToldAgain() {
    findDrift();
    AlertSettings settings = webhook();
    end(settings, TODAY);
    find(AlertChange.open("drift", "feature", TODAY, "CRITICAL", "much worse"));
    end(settings, TODAY);
    assertEquals(2, receiver.requests().size());
    assertNotEquals(receiver.requests().get(0).key(), receiver.requests().get(1).key());
  }

  /** The process died after the message had gone out, and before its row was written. */
  @Test
  void aKillRepeatsTheMessageWithTheSameKey() {
    findDrift();
    end(webhook(), TODAY);
    temporary.warehouse().execute(new Sql("test", "delete from alert_deliveries", Map.of()));
    end(webhook(), TODAY.plusDays(1));
    end(webhook(), TODAY.plusDays(1));
    List<Receiver.Request> requests = receiver.requests();
    assertEquals(2, requests.size());
    assertEquals(requests.get(0).key(), requests.get(1).key());
  }

  @Test
  void rulesSayWhatIsSentAndAsWhat() {
    findDrift();
    find(AlertChange.open("ingest", "duplicate_share sales.csv", "CRITICAL", "again"));
    find(AlertChange.open("performance", "f1", "WARNING", "bad"));
    end(
        webhook(
            "alerts.rules=ingest/duplicate_share=off, performance=CRITICAL",
            "alerts.minimum-severity=CRITICAL"),
        TODAY);
    assertEquals(1, receiver.requests().size());
    assertTrue(receiver.requests().get(0).body().contains("Churnwise CRITICAL: bad"));
  }

  @Test
  void anOwnersChannelHearsOnlyOfWhatConcernsHim() {
    findDrift();
    find(AlertChange.open("performance", "f1", "WARNING", "bad"));
    AlertSettings settings =
        settings(
            Map.of("CHURN_ALERTS_WEBHOOK_URL", receiver.url()),
            "alerts.owners=customer-data=Dana, webhook");
    end(settings, TODAY);
    assertEquals(1, receiver.requests().size());
    assertTrue(receiver.requests().get(0).body().contains("age (PSI 0.4) drifted"));
    assertEquals(null, receiver.requests().get(0).signature());
  }

  @Test
  void noSecretIsInAnyTraceOfAFailure() {
    receiver.close();
    findDrift();
    end(webhook("alerts.retries=0"), TODAY);
    String traces = traces() + console;
    assertTrue(traces.contains("127.0.0.1: cannot connect"), traces);
    assertFalse(traces.contains("hush-hush") || traces.contains(KEY), traces);
  }

  @Test
  void withoutAnAddressTheChannelFailsAndSaysWhatToSet() {
    findDrift();
    end(settings(Map.of(), "alerts.channels=webhook"), TODAY);
    assertTrue(
        console
            .get(0)
            .contains("no address; set the environment variable CHURN_ALERTS_WEBHOOK_URL"),
        console::toString);
  }

  /** A month costs no statement where nobody is to be told. */
  @Test
  void withoutAChannelTheWarehouseIsNotAsked() {
    Warehouse untouchable =
        (Warehouse)
            Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(),
                new Class<?>[] {Warehouse.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException(method.getName());
                });
    new AlertNotifier(settings(Map.of()), untouchable, run(TODAY)).atEndOfRun(console::add);
    assertEquals(List.of(), console);
  }

  private AlertManager decide() {
    return new AlertManager(temporary.warehouse(), run(TODAY.plusDays(1)));
  }

  private Alert alert() {
    return decide().active().get(0);
  }

  private void assertDeliveries(String rows) {
    assertEquals(
        TextTable.expected("state | reminder | channel | outcome | attempts\n" + rows),
        deliveries());
  }
}
