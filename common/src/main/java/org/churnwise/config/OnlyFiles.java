package org.churnwise.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;
import org.churnwise.error.ChurnException;

/** Includes of a HOCON file: other files only, nothing from the network or the class path. */
final class OnlyFiles
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final String including;

  /**
   * @param including what the file is, for the message: {@code contract shop.conf}
   */
  OnlyFiles(String including) {
    this.including = including;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable found = context.relativeTo(what);
    // A file that is not there would be looked for on the class path.
    if (found == null || found.origin().filename() == null) {
      throw refused(what);
    }
    return found.parse(context.parseOptions().setAllowMissing(false));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused(what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused(what);
  }

  /** Nothing is left to another. */
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  private ChurnException refused(String what) {
    return ChurnException.usage(
        "%s includes %s, which is not a file; name a file, by its path from the including one"
            .formatted(including, what));
  }
}
