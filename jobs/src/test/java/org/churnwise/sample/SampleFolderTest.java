package org.churnwise.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFolderTest {
  @TempDir private Path temporary;

  @Test
  void refusesAFolderThatHoldsSomethingAndSaysWhatToDo() throws IOException {
    Files.createFile(temporary.resolve("mine.txt"));
    SampleOptions options = new SampleOptions(20, 1, temporary);
    ChurnException refused = assertThrows(ChurnException.class, () -> new SampleGenerator(options));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains(temporary.toString()), refused.getMessage());
    assertTrue(refused.getMessage().contains("--out"), refused.getMessage());
    assertEquals(List.of("mine.txt"), namesIn(temporary));
  }

  /** It is empty at times, and would be another one under the feet of the shell. */
  @Test
  void refusesTheFolderThatOneIsIn() {
    ChurnException refused =
        assertThrows(ChurnException.class, () -> SampleFolder.at(Path.of(".")));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains("folder that you are in"), refused.getMessage());
  }

  @Test
  void refusesAFolderBelowAFile() throws IOException {
    Path file = Files.createFile(temporary.resolve("mine.txt"));
    SampleOptions options = new SampleOptions(20, 1, file.resolve("a/b"));
    ChurnException refused = assertThrows(ChurnException.class, () -> new SampleGenerator(options));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(
        refused.getMessage().contains(file + " is not a writable folder"), refused.getMessage());
  }

  @Test
  void refusesASampleOfNobody() {
    ChurnException refused =
        assertThrows(ChurnException.class, () -> new SampleOptions(0, 1, temporary));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains("--customers"), refused.getMessage());
  }

  @Test
  void fillsAnEmptyFolderAndMakesMissingParents() throws IOException {
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    SampleFolder.at(empty).fill(folder -> Files.writeString(folder.resolve("a.csv"), "1\n"));
    Path deep = temporary.resolve("x/y");
    SampleFolder.at(deep).fill(folder -> Files.writeString(folder.resolve("b.csv"), "2\n"));
    assertEquals(List.of("a.csv"), namesIn(empty));
    assertEquals(List.of("b.csv"), namesIn(deep));
    assertEquals(List.of("y"), namesIn(deep.getParent()));
  }

  @Test
  void leavesNothingBehindWhenWritingFails() throws IOException {
    Path out = temporary.resolve("out");
    IOException failure = new IOException("disk full");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                SampleFolder.at(out)
                    .fill(
                        folder -> {
                          Files.writeString(folder.resolve("a.csv"), "1\n");
                          throw failure;
                        }));
    assertEquals(failure, thrown);
    assertFalse(Files.exists(out));
    assertEquals(List.of(), namesIn(temporary));
  }

  @Test
  void theResultCountsWhatTheFilesHold() throws IOException {
    SampleResult result =
        new SampleGenerator(new SampleOptions(50, 3, temporary.resolve("s"))).generate();
    GeneratedSample sample = new GeneratedSample(result.folder());
    assertEquals(50, result.customers());
    assertEquals(50, result.newCustomers());
    assertEquals(sample.sales().size(), result.salesRows());
    assertEquals(sample.feedback().size(), result.feedbackRows());
    assertEquals(sample.rows("truth.csv").size() - 1, result.truthRows());
    assertEquals(sample.names().size(), result.files());
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
