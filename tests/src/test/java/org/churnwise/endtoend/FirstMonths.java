package org.churnwise.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;

/** The first files of a sample of 200 customers, none of its drift. */
public final class FirstMonths {
  private FirstMonths() {}

  /**
   * Makes them in folders of this one, and returns theirs.
   *
   * @param newest month of 2024, up to September; the first is May, and three train a model
   */
  public static Path in(Path folder, int newest) throws IOException {
    Path all = folder.resolve("sample");
    new SampleGenerator(new SampleOptions(200, 7, all)).generate();
    Path few = Files.createDirectory(folder.resolve("files"));
    String wanted = "customers\\.csv|(sales|feedback_raw)_2024_0[5-%d]\\.csv".formatted(newest);
    try (Stream<Path> files = Files.list(all)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches(wanted)) {
          Files.copy(file, few.resolve(name));
        }
      }
    }
    return few;
  }
}
