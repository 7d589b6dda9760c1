package org.churnwise.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.ModelForm;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.junit.jupiter.api.Test;

class ReplaySettingsTest {
  @Test
  void aRunOfAReleaseWithoutAKeyIsRebuiltAsThatReleaseDid() {
    Settings settings = of(Map.of("training.rounds", "7"));
    assertEquals(7, settings.training().rounds());
    assertEquals(Optional.of(ModelForm.TREES), settings.training().tuning().form());
    assertEquals(1, settings.training().inputs().minLevelRows());
  }

  @Test
  void whatARunRecordedStands() {
    Settings settings = of(Map.of("training.model", "auto", "training.min-level-rows", "40"));
    assertEquals(Optional.empty(), settings.training().tuning().form());
    assertEquals(40, settings.training().inputs().minLevelRows());
  }

  private static Settings of(Map<String, String> recorded) {
    Settings now =
        SettingsLoader.load(
            new SettingsSources(Optional.empty(), Optional.empty(), List.of(), Map.of()));
    return ReplaySettings.of(RecordedRuns.run("run", "code", recorded), now);
  }
}
