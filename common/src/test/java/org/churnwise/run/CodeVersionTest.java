package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
  private static final String CLASS_FILE = "org/churnwise/run/Hash.class";

  @TempDir Path folder;

  @Test
  void itIsSixteenHexadecimalDigits() {
    assertTrue(CodeVersion.of(Hash.class).matches("[0-9a-f]{16}"));
  }

  @Test
  void theSameClassesInAJarAndInAFolderAreTheSameVersion() throws Exception {
    assertEquals(version(folderWith("")), version(jarWith("")));
  }

  @Test
  void oneMoreClassIsAnotherVersion() throws Exception {
    assertNotEquals(version(jarWith("")), version(jarWith("Other.class")));
  }

  @Test
  void aFileThatIsNoClassDoesNotMatter() throws Exception {
    assertEquals(version(jarWith("")), version(jarWith("build-time.properties")));
  }

  private static String version(Path place) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
      return CodeVersion.of(loader.loadClass("org.churnwise.run.Hash"));
    }
  }

  private Path folderWith(String more) throws IOException {
    Path root = Files.createDirectories(folder.resolve("classes" + more));
    Path file = root.resolve(CLASS_FILE);
    Files.createDirectories(file.getParent());
    Files.write(file, classBytes());
    return root;
  }

  private Path jarWith(String more) throws IOException {
    Path jar = folder.resolve("classes" + more + ".jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(CLASS_FILE));
      zip.write(classBytes());
      if (!more.isEmpty()) {
        zip.putNextEntry(new ZipEntry(more));
        zip.write(1);
      }
    }
    return jar;
  }

  private static byte[] classBytes() throws IOException {
    try (var in = Hash.class.getResourceAsStream("Hash.class")) {
      return in.readAllBytes();
    }
  }
}
