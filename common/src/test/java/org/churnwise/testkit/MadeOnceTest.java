package org.churnwise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeOnceTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void choosePlace() {
    folder = temporary.resolve("not there/made");
  }

  private String made(String key, String content) throws Exception {
    Path made =
        MadeOnce.folder(folder, key, empty -> Files.writeString(empty.resolve("file"), content));
    return Files.readString(made.resolve("file"));
  }

  @Test
  void theSameKeyKeepsTheContent() throws Exception {
    assertEquals("first", made("k1", "first"));
    assertEquals("first", made("k1", "second"));
  }

  @Test
  void anotherKeyMakesTheFolderAnew() throws Exception {
    made("k1", "first");
    Files.writeString(folder.resolve("left over"), "");
    assertEquals("second", made("k2", "second"));
    assertFalse(Files.exists(folder.resolve("left over")));
  }

  @Test
  void whatFailedHalfWayIsMadeAnew() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            MadeOnce.folder(
                folder,
                "k1",
                empty -> {
                  Files.writeString(empty.resolve("file"), "half");
                  throw new IllegalStateException();
                }));
    assertEquals("whole", made("k1", "whole"));
  }
}
