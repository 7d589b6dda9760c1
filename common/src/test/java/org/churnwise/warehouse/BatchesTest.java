package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void batchesKeepTheOrderAndTheirSize() {
    List<Integer> sizes = new ArrayList<>();
    Batches<Integer, Integer> batches =
        new Batches<>(
            List.of(1, 2, 3, 4, 5).iterator(),
            2,
            batch -> {
              sizes.add(batch.size());
              return batch.stream().map(number -> number * 10).toList();
            });
    List<Integer> given = new ArrayList<>();
    batches.forEachRemaining(given::add);
    assertEquals(List.of(10, 20, 30, 40, 50), given);
    assertEquals(List.of(2, 2, 1), sizes);
  }
}
