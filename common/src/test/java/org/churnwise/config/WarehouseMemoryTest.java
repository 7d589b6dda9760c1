package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarehouseMemoryTest {
  @ParameterizedTest
  @CsvSource({"32000000000, 2000MB", "16000000000, 1000MB", "2000000000, 1000MB"})
  void aSixteenthOfTheMachinesMemoryIsDuckDbs(long bytes, String limit) {
    assertEquals(limit, WarehouseSettings.memoryOf(bytes));
  }

  @Test
  void whatIsSetIsTheLimit() {
    assertEquals("512MiB", memory("512MiB").memoryLimit());
    assertTrue(memory("auto").memoryLimit().matches("[1-9][0-9]{3,}MB"));
  }

  @ParameterizedTest
  @CsvSource({
    "7MB, 7000000",
    "2GB, 2000000000",
    "1TB, 1000000000000",
    "3MiB, 3145728",
    "1GiB, 1073741824",
    "1TiB, 1099511627776",
    "999999999TB, 9223372036854775807"
  })
  void theLimitInBytes(String limit, long bytes) {
    assertEquals(bytes, memory(limit).memoryBytes());
  }

  private static WarehouseSettings memory(String memory) {
    return new WarehouseSettings("embedded", Path.of("x"), "main", "", "", memory, 1);
  }
}
