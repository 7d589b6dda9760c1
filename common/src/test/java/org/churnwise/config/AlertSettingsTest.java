package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSettingsTest {
  @TempDir Path folder;

  @Test
  void byDefaultNobodyIsSentAnything() {
    AlertSettings settings = load("");
    assertFalse(settings.sendsAny());
    assertEquals(0, settings.maxAgeDays());
    assertEquals(Duration.ofSeconds(10), settings.timeout());
  }

  @Test
  void ownersAndRulesMayBeObjectsOfAFile() {
    AlertSettings settings =
        load(
            """
            alerts {
              channels = "table, log"
              rules { "ingest/duplicate_share" = off, drift = CRITICAL }
              owners {
                sales-data = "Dana Smith, email, dana@shop.example"
                model = "Data science, webhook"
              }
              email-host = mail.shop.example, email-from = "churn@shop.example"
            }
            """);
    assertEquals(List.of("log"), settings.channels());
    assertEquals(
        Map.of("ingest/duplicate_share", AlertRule.OFF, "drift", AlertRule.CRITICAL),
        settings.rules());
    assertEquals(
        Map.of(
            "sales-data",
            new AlertOwner("Dana Smith", "email", Optional.of("dana@shop.example")),
            "model",
            new AlertOwner("Data science", "webhook", Optional.empty())),
        settings.owners());
    assertTrue(settings.sends("email"));
    assertFalse(settings.sends("file"));
  }

  @Test
  void whatCannotWorkIsRefusedBeforeARun() {
    assertRefusal("alerts.channels=pager", "names 'pager', which is not one of table, log, file");
    assertRefusal("alerts.rules=drift=loud", "is not a list of drift=WARNING");
    assertRefusal("alerts.owners=a=Dana, pager", "is not a list of OWNER=NAME, CHANNEL, ADDRESS");
    assertRefusal("alerts.owners=a=Dana, email", "gives no address for a, which email needs");
    assertRefusal("alerts.channels=email", "alerts.email-host is empty; set it");
  }

  /** A password would go over the network as it is. */
  @Test
  void mailWithoutEncryptionIsForThisMachineOnly() {
    ChurnException refusal =
        assertThrows(
            ChurnException.class,
            () -> load("alerts { email-tls = off, email-host = mail.shop.example }"));
    assertTrue(refusal.getMessage().contains("is only for a mail server on this machine"));
    load("alerts { email-tls = off, email-host = localhost }");
  }

  @Test
  void anAddressOfAWebhookInAnotherKeyIsRefused() {
    ChurnException refusal =
        assertThrows(
            ChurnException.class,
            () ->
                SettingsLoader.load(
                    sources(
                        Map.of("CHURN_ALERTS_WEBHOOK_URL", "https://hush"),
                        "alerts.file=${CHURN_ALERTS_WEBHOOK_URL}")));
    assertTrue(refusal.getMessage().contains("refers to a secret variable"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("hush"), refusal.getMessage());
  }

  @Test
  void theBoundForOldSalesRenewsNoSlice() {
    assertEquals(hash("monitoring.max-age-days=45"), hash("monitoring.max-age-days=0"));
    assertFalse(hash("monitoring.min-rows=45").equals(hash("monitoring.min-rows=50")));
  }

  private static String hash(String set) {
    return SettingsLoader.load(sources(Map.of(), set)).resolved().hashOf("monitoring");
  }

  private void assertRefusal(String set, String reason) {
    ChurnException refusal =
        assertThrows(ChurnException.class, () -> SettingsLoader.load(sources(Map.of(), set)));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  private AlertSettings load(String text) {
    try {
      Path file = Files.writeString(folder.resolve("shop.conf"), text);
      return SettingsLoader.load(
              new SettingsSources(Optional.empty(), Optional.of(file), List.of(), Map.of()))
          .alerts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SettingsSources sources(Map<String, String> environment, String... sets) {
    return new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), environment);
  }
}
