package org.churnwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.churnwise.error.ChurnException;

/** Finds contracts: the bundled ones by name, others by the path of their file. */
public final class ContractFiles {
  /** The contracts in {@code conf/contracts}. */
  public static final List<String> BUNDLED =
      List.of(
          "cdnow", "german-shop", "online-retail", "reference", "shopify-orders", "stripe-charges");

  private static final String ENDING = ".conf";
  private static final String TIME_ZONE = "time-zone";

  private ContractFiles() {}

  /**
   * The parsed file that {@code ingest.contract} names.
   *
   * @throws ChurnException exit 2 if there is none, or if it is not HOCON
   */
  public static Config read(String nameOrPath) {
    if (BUNDLED.contains(nameOrPath)) {
      return ConfResource.read("contracts/" + nameOrPath + ENDING).resolve();
    }
    if (!nameOrPath.endsWith(ENDING)) {
      throw ChurnException.usage(
          "ingest.contract = '%s' is neither a known contract (%s) nor the path of a .conf file; %s"
              .formatted(
                  nameOrPath,
                  String.join(", ", BUNDLED),
                  NearestName.question(nameOrPath, BUNDLED)));
    }
    return file(Path.of(nameOrPath));
  }

  /**
   * The shop's time zone by a contract; UTC where it names none, or cannot be read. That it is
   * consistent is checked where files are loaded by it.
   */
  public static ZoneId timeZone(String nameOrPath) {
    try {
      Config contract = read(nameOrPath);
      return contract.hasPath(TIME_ZONE)
          ? ZoneId.of(contract.getString(TIME_ZONE))
          : ZoneOffset.UTC;
    } catch (ChurnException | ConfigException | DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private static Config file(Path path) {
    if (!Files.isReadable(path)) {
      throw ChurnException.usage(
          "cannot read contract %s; set ingest.contract to an existing .conf file, or to one of %s"
              .formatted(path, String.join(", ", BUNDLED)));
    }
    try {
      ConfigParseOptions files =
          ConfigParseOptions.defaults().setIncluder(new OnlyFiles("contract " + path));
      return ConfigFactory.parseFile(path.toFile(), files).resolve();
    } catch (ConfigException e) {
      throw ChurnException.usage(
          "contract " + path + " is not valid HOCON: " + e.getMessage() + "; correct the file");
    }
  }
}
