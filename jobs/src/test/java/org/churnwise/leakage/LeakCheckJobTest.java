package org.churnwise.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;

/** What {@code leakcheck} refuses before it opens anything. */
class LeakCheckJobTest {
  @Test
  void aWarehouseOfAnotherKindIsRefusedWithTheWayOut() {
    Settings settings =
        SettingsLoader.load(
            new SettingsSources(
                Optional.empty(), Optional.empty(), List.of("warehouse.kind=snowflake"), Map.of()));
    ChurnException refused =
        assertThrows(ChurnException.class, () -> new LeakCheckJob().refuseOtherKinds(settings));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "leakcheck does not support warehouse.kind = snowflake, because it copies all rows to this machine."
            + " Load some of the files into an embedded warehouse (--set warehouse.kind=embedded)"
            + " and check that; the SQL is the same",
        refused.getMessage());
  }
}
