package org.churnwise.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The version of the code that runs: a hash of the classes of the jars (or folders) that the given
 * types come from, and of the versions of the libraries that decide results. Equal versions have
 * equal {@link StageCode}.
 */
public final class CodeVersion {
  private CodeVersion() {}

  /**
   * Sixteen hexadecimal digits, equal for equal classes wherever they stand. Reads only the
   * directory of a jar.
   */
  public static String of(Class<?>... types) {
    Map<String, String> checksums = new TreeMap<>();
    for (Class<?> type : types) {
      try {
        add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()), checksums);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (Library library : Library.values()) {
      checksums.put(library.name(), library.version());
    }
    return Hash.of(checksums.toString()).substring(0, 16);
  }

  private static void add(Path place, Map<String, String> checksums) throws IOException {
    if (Files.isDirectory(place)) {
      addFolder(place, checksums);
    } else {
      addJar(place, checksums);
    }
  }

  private static void addJar(Path jar, Map<String, String> checksums) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class")) {
          checksums.put(entry.getName(), Long.toHexString(entry.getCrc()));
        }
      }
    }
  }

  private static void addFolder(Path folder, Map<String, String> checksums) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        String name = folder.relativize(file).toString().replace('\\', '/');
        checksums.put(name, Long.toHexString(crc.getValue()));
      }
    }
  }
}
