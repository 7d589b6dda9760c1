package org.churnwise.submitting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;

/** The files from 2024-05 to 2024-07 of a sample of 200 customers: as few as train a model. */
final class ThreeMonths {
  private ThreeMonths() {}

  /** Makes them in folders of this one, and returns theirs. */
  static Path in(Path folder) throws IOException {
    Path all = folder.resolve("sample");
    new SampleGenerator(new SampleOptions(200, 7, all)).generate();
    Path few = Files.createDirectory(folder.resolve("files"));
    try (Stream<Path> files = Files.list(all)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("customers\\.csv|(sales|feedback_raw)_2024_0[5-7]\\.csv")) {
          Files.copy(file, few.resolve(name));
        }
      }
    }
    return few;
  }
}
