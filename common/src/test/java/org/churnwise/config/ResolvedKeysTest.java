package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvedKeysTest {
  private static final ResolvedKeys KEYS =
      new ResolvedKeys(
          List.of(
              ResolvedKey.of("shop.password", "hunter2", "environment SHOP_PASSWORD"),
              ResolvedKey.of("churn.window-days", "30", "conf/churn.conf (default)"),
              ResolvedKey.of("churner.x", "", "--set")));

  @Test
  void theTableIsSortedAlignedAndHidesSecrets() {
    assertEquals(
        """
        key                value     where it came from
        churn.window-days  30        conf/churn.conf (default)
        churner.x          ""        --set
        shop.password      ********  environment SHOP_PASSWORD""",
        String.join("\n", KEYS.table()));
  }

  @Test
  void noTextOfTheKeysShowsASecret() {
    assertFalse(KEYS.toString().contains("hunter2"));
    assertTrue(KEYS.toString().contains("shop.password = ********"));
  }

  @Test
  void theProgramItselfCanReadASecret() {
    assertEquals("hunter2", KEYS.value("shop.password"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.password", "a.access-token", "a.private-key", "A.PRIVATE_KEY", "a.passphrase"})
  void aSecretIsKnownByTheEndOfItsName(String key) {
    assertTrue(ResolvedKey.of(key, "x", "--set").secret());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.password-file", "a.tokens", "a.key", "warehouse.path"})
  void otherNamesAreNoSecrets(String key) {
    assertFalse(ResolvedKey.of(key, "x", "--set").secret());
  }

  @Test
  void whatIsKeptHoldsNoSecret() {
    assertEquals(Map.of("churn.window-days", "30", "churner.x", ""), KEYS.withoutSecrets());
  }

  @Test
  void theHashIsThatOfTheSortedTextWithoutSecrets() {
    // printf 'churn.window-days=30\nchurner.x=\n' | sha256sum
    assertEquals("679d2332799fe024fa133fe1d5345d0701236181d92c443a6a18a53c09d8b603", KEYS.hash());
  }

  @Test
  void aPrefixCoversWholeNamesOnly() {
    // printf 'churn.window-days=30\n' | sha256sum
    assertEquals(
        "e8de78bb0e480a4bb78832d717bea40c5a7e6de3093aeeb03c6e9e0793bfe4db", KEYS.hashOf("churn"));
    assertEquals(KEYS.hashOf("churn"), KEYS.hashOf("churn.window-days", "shop"));
  }

  @Test
  void aPrefixThatCoversNothingIsAMistake() {
    assertThrows(IllegalArgumentException.class, () -> KEYS.hashOf("churn", "trainign"));
  }

  @Test
  void anUnknownKeyIsAMistake() {
    assertThrows(IllegalArgumentException.class, () -> KEYS.value("churn.window"));
  }

  @Test
  void anotherNotationOfANumberGivesTheSameHash() {
    assertEquals(
        resolved("training.test-size=0.2").hash(), resolved("training.test-size=20.0e-2").hash());
    assertEquals(resolved("training.seed=42").hash(), resolved("training.seed=+042").hash());
  }

  @Test
  void anotherValueGivesAnotherHash() {
    assertNotEquals(
        resolved("training.seed=42").hashOf("training"),
        resolved("training.seed=43").hashOf("training"));
  }

  @Test
  void aChangeElsewhereLeavesTheHashOfAPrefix() {
    assertEquals(
        resolved("training.seed=42").hashOf("churn"), resolved("training.seed=43").hashOf("churn"));
  }

  private static ResolvedKeys resolved(String set) {
    return SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), List.of(set), Map.of()))
        .resolved();
  }
}
