package org.churnwise.submitting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The release that this build has packed, unpacked. */
record Release(Path home) {

  /** Unpacks it into a new folder; refuses a build that has not packed one. */
  static Release unpackedIn(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    new Shell(folder.resolveSibling("unpacking"), Map.of())
        .run(List.of("tar", "-xf", packed().toString(), "-C", folder.toString()))
        .requireDone();
    try (Stream<Path> unpacked = Files.list(folder)) {
      List<Path> homes = unpacked.toList();
      assertEquals(1, homes.size(), homes::toString);
      return new Release(homes.get(0));
    }
  }

  private static Path packed() throws IOException {
    try (Stream<Path> files = Files.list(Project.FOLDER.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("churnwise-[0-9.]+\\.tar(\\.gz)?"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow();
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("no release is packed; run mvn verify, or mvn package first", e);
    }
  }

  /** The version in the name of its folder. */
  String version() {
    return home.getFileName().toString().substring("churnwise-".length());
  }

  Path launcher() {
    return home.resolve("submit/churn");
  }
}
