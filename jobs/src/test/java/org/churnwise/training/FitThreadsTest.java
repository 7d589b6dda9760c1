package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitThreadsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # workers, isLocal, slots, cores, cpusOfTask, waiting, number
            1,       true,    8,     8,     1,          passive, 0
            1,       true,    8,     8,     1,          PASSIVE, 0
            1,       true,    9,     8,     1,          passive, 0
            1,       true,    8,     8,     1,          active,  1
            1,       true,    8,     8,     1,          ,        1
            1,       true,    7,     8,     1,          passive, 1
            2,       true,    8,     8,     1,          passive, 1
            1,       false,   8,     8,     1,          passive, 1
            2,       false,   8,     8,     4,          passive, 4
            2,       false,   8,     8,     4,          ,        4
          """)
  void aWorkerAloneOnThisMachineTakesAllCoresIfItsThreadsSleep(
      int workers,
      boolean isLocal,
      int slots,
      int cores,
      int cpusOfTask,
      String waiting,
      int number) {
    assertEquals(
        number, new FitThreads(workers, isLocal, slots, cores, cpusOfTask, waiting).number());
  }
}
