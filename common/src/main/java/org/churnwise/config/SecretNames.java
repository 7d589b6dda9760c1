package org.churnwise.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises the keys of secrets by their names, and masks their values for people and tables. */
public final class SecretNames {
  private static final List<String> ENDINGS =
      List.of("password", "token", "private-key", "passphrase", "secret", "webhook-url");
  private static final Pattern USER_IN_ADDRESS = Pattern.compile("://[^/\\s]*@");
  static final String MASK = "********";

  private SecretNames() {}

  /**
   * Whether the key ends in password, token, private-key, passphrase, secret or webhook-url; case
   * and _ for - do not matter.
   */
  public static boolean covers(String key) {
    String name = key.toLowerCase(Locale.ROOT).replace('_', '-');
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /**
   * The value as it may be shown: a mask for a secret, of fixed length so that it reveals nothing,
   * and for the user and password in an address.
   */
  public static String shown(String key, String value) {
    return covers(key) ? MASK : USER_IN_ADDRESS.matcher(value).replaceAll("://" + MASK + "@");
  }
}
