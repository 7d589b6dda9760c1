package org.churnwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/** The HOCON files that come with the program, on the class path under {@code conf/}. */
public final class ConfResource {
  private static final String FOLDER = "conf/";
  private static final Map<String, Config> PARSED = new ConcurrentHashMap<>();

  private ConfResource() {}

  /** Whether the program has a file of this name, such as {@code contracts/reference.conf}. */
  public static boolean exists(String name) {
    return ConfResource.class.getClassLoader().getResource(FOLDER + name) != null;
  }

  /**
   * One file, parsed once in a process, with its substitutions unresolved. Only the first file of
   * the name on the class path is read; the library's own reader would merge all of them, so that
   * another jar could change our defaults.
   *
   * @throws ChurnException if the file is missing or not HOCON: the program is packaged wrongly
   */
  public static Config read(String name) {
    return PARSED.computeIfAbsent(name, ConfResource::parse);
  }

  private static Config parse(String name) {
    String file = FOLDER + name;
    try (InputStream in = ConfResource.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw broken(file + " is not on the class path", null);
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      return ConfigFactory.parseReader(
          reader, ConfigParseOptions.defaults().setOriginDescription(file));
    } catch (IOException | ConfigException e) {
      throw broken(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ChurnException broken(String what, Exception cause) {
    return new ChurnException(ExitCode.FAILED, what + "; build the program again", cause);
  }
}
