package org.churnwise.config;

/**
 * One key with its value and the value's origin.
 *
 * @param origin {@code --set}, {@code environment ML_SCHEMA}, {@code file PATH}, {@code
 *     conf/prod.conf} or {@code conf/churn.conf (default)}
 * @param secret whether the value must not be shown
 */
public record ResolvedKey(String key, String value, String origin, boolean secret) {
  static ResolvedKey of(String key, String value, String origin) {
    return new ResolvedKey(key, value, origin, SecretNames.covers(key));
  }

  /** The value for people: masked if secret, {@code ""} if empty. */
  public String shown() {
    if (secret) {
      return SecretNames.MASK;
    }
    return value.isEmpty() ? "\"\"" : value;
  }

  @Override
  public String toString() {
    return key + " = " + shown() + " (" + origin + ")";
  }
}
