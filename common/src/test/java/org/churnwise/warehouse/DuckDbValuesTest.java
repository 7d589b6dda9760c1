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
}
