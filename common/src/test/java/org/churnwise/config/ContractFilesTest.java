package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFilesTest {
  @TempDir Path folder;

  private ZoneId timeZone(String text) throws IOException {
    return ContractFiles.timeZone(Files.writeString(folder.resolve("own.conf"), text).toString());
  }

  @Test
  void todayIsThatOfTheShop() throws IOException {
    assertEquals(ZoneId.of("Asia/Tokyo"), timeZone("time-zone = Asia/Tokyo"));
    assertEquals(ZoneId.of("Europe/Berlin"), ContractFiles.timeZone("german-shop"));
  }

  /** What is wrong with it is said where files are loaded by it. */
  @Test
  void aContractThatNamesNoTimeZoneOrCannotBeReadIsOfUtc() throws IOException {
    assertEquals(ZoneOffset.UTC, ContractFiles.timeZone("reference"));
    assertEquals(ZoneOffset.UTC, ContractFiles.timeZone("none.conf"));
    assertEquals(ZoneOffset.UTC, timeZone("time-zone = Atlantis"));
    assertEquals(ZoneOffset.UTC, timeZone("time-zone = {"));
  }
}
