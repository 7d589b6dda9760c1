package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.junit.jupiter.api.Test;

/** Where events go. */
class OpenLineageSettingsTest {
  private static OpenLineageSettings load(Map<String, String> environment, String... sets) {
    return SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), List.of(sets), environment))
        .openLineage();
  }

  @Test
  void nothingIsSentByDefault() {
    assertFalse(load(Map.of()).isOn());
    assertTrue(load(Map.of(), "openlineage.file=events.jsonl").isOn());
  }

  @Test
  void theVariablesOfOpenLineageAreKnown() {
    OpenLineageSettings settings =
        load(
            Map.of(
                "OPENLINEAGE_URL", "http://localhost:5000",
                "OPENLINEAGE_NAMESPACE", "shop",
                "OPENLINEAGE_API_KEY", "k-17"));
    assertEquals("http://localhost:5000/api/v1/lineage", settings.endpoint().toString());
    assertEquals("shop", settings.namespace());
    assertEquals(Optional.of("k-17"), settings.apiKey().reveal());
  }

  @Test
  void anAddressWithAPathIsTakenAsItIs() {
    assertEquals(
        "https://catalogue.example/ingest",
        load(Map.of(), "openlineage.url=https://catalogue.example/ingest").endpoint().toString());
  }

  @Test
  void anAddressWithoutAHostIsRefused() {
    ChurnException refused =
        assertThrows(
            ChurnException.class, () -> load(Map.of(), "openlineage.url=http://:5000/api"));
    assertTrue(refused.getMessage().contains("openlineage.url"), refused.getMessage());
  }
}
