package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DuckDbValuesTest {
  /**
   * True of a commit, which keeps nothing, and of the checkpoint at the end, which loses nothing.
   */
  @Test
  void ofAFullDiskSaysWhatIsKept() {
    SQLException failure = new SQLException("IO Error: Could not write: No space left on device");

    assertEquals(
        "; free space on that disk, and run this again: what was committed before is kept",
        new DuckDbValues().advice(failure));
  }

  @Test
  void ofADiskThatIsFullOfSpilledDataNamesTheDisk() {
    SQLException failure =
        new SQLException(
            "Out of Memory Error: failed to offload data block of size 160.0 KiB (3.4 MiB/3.4 MiB used). This limit was set by the 'max_temp_directory_size' setting.");

    assertEquals(
        "; free space on the disk of the database, or set warehouse.memory to more: what did not fit into it filled that disk",
        new DuckDbValues().advice(failure));
  }

  @Test
  void ofAnAppenderWithoutMemoryIsThatOfMemory() {
    SQLException failure =
        new SQLException(
            "Appender error, message: Failed to commit: could not allocate block of size 256.0 KiB (7.4 MiB/7.6 MiB used)");

    assertEquals(
        "; set warehouse.memory to more, or warehouse.threads to less",
        new DuckDbValues().advice(failure));
  }
}
