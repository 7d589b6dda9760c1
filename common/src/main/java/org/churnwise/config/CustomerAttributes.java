package org.churnwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a contract says of the attributes of customers.
 *
 * @param contract its name, or the path of its file
 * @param unchanging attributes that never change, so that a later value was true before
 */
public record CustomerAttributes(String contract, Set<String> unchanging) {
  /** The attributes: columns of customers and features of the same names. */
  public static final List<String> NAMES = List.of("age", "gender", "location", "customer_segment");

  private static final String COLUMNS = "feeds.customers.columns.";

  public CustomerAttributes {
    unchanging = Set.copyOf(unchanging);
  }

  /**
   * Reads a contract, one small file. That it is consistent is checked where files are loaded by
   * it.
   *
   * @throws org.churnwise.error.ChurnException exit 2 if it cannot be read
   */
  public static CustomerAttributes of(String contract) {
    Config file = ContractFiles.read(contract);
    return new CustomerAttributes(
        contract,
        NAMES.stream()
            .filter(name -> isTrue(file, COLUMNS + ConfigUtil.joinPath(name, "unchanging")))
            .collect(Collectors.toSet()));
  }

  private static boolean isTrue(Config file, String key) {
    return file.hasPath(key) && file.getValue(key).unwrapped().toString().equals("true");
  }

  /** The key by which the owner of the data declares an attribute unchanging. */
  public static String keyOf(String attribute) {
    return COLUMNS + attribute + ".unchanging";
  }
}
