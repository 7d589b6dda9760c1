package org.churnwise.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Objects;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** The libraries that decide what a stage writes. */
public enum Library {
  SPARK("org/apache/spark/") {
    @Override
    String read() throws IOException {
      return property("/spark-version-info.properties");
    }
  },
  XGBOOST("ml/dmlc/xgboost4j/") {
    @Override
    String read() throws IOException {
      return property("/xgboost4j-version.properties");
    }
  },
  /** Of the driver, which holds the engine; asking the engine would load its native library. */
  DUCKDB("org/duckdb/") {
    @Override
    String read() throws IOException {
      URL driver = DuckDBDriver.class.getResource("DuckDBDriver.class");
      return driver.openConnection() instanceof JarURLConnection jar
          ? jar.getManifest().getMainAttributes().getValue("Bundle-Version")
          : null;
    }
  };

  private final String packages;

  Library(String packages) {
    this.packages = packages;
  }

  /** Null if it is not told. */
  abstract String read() throws IOException;

  private static String property(String resource) throws IOException {
    try (InputStream in = Library.class.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version");
    }
  }

  /**
   * The version on the class path, for example {@code 3.5.9}; unknown if somebody has packed the
   * library into another jar.
   */
  public String version() {
    try {
      return Objects.requireNonNullElse(read(), "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("the version of " + this + " cannot be read", e);
    }
  }

  /** Whether the name of a class, or the types of a method, speak of the library. */
  boolean isNamedIn(String constant) {
    return constant.contains(packages);
  }
}
