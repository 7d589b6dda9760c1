package org.churnwise.config;

import org.churnwise.error.ChurnException;

/**
 * Credentials for a Snowflake account. Each way of authentication needs one secret, except
 * external-browser, where a person logs in.
 *
 * @param authentication {@code key-pair}, {@code access-token}, {@code oauth}, {@code
 *     external-browser} or {@code password}
 * @param password for password
 * @param privateKey for key-pair: a PKCS#8 key as PEM
 * @param passphrase for an encrypted private key
 * @param accessToken for access-token: a programmatic one, which a user is given for a role
 * @param token for oauth
 */
public record SnowflakeCredentials(
    String authentication,
    Secret password,
    Secret privateKey,
    Secret passphrase,
    Secret accessToken,
    Secret token) {
  /** The environment variables that hold the secrets; a variable wins over a file. */
  public static final String PASSWORD = "CHURN_SNOWFLAKE_PASSWORD";

  public static final String PRIVATE_KEY = "CHURN_SNOWFLAKE_PRIVATE_KEY";
  public static final String PRIVATE_KEY_PASSPHRASE = "CHURN_SNOWFLAKE_PRIVATE_KEY_PASSPHRASE";
  public static final String ACCESS_TOKEN = "CHURN_SNOWFLAKE_ACCESS_TOKEN";
  public static final String TOKEN = "CHURN_SNOWFLAKE_TOKEN";

  public SnowflakeCredentials {
    SettingKey.SNOWFLAKE_AUTHENTICATION.require(authentication);
  }

  /**
   * The password.
   *
   * @throws ChurnException (usage) naming variable and key if there is none
   */
  public String requiredPassword() {
    return required(password, PASSWORD, SettingKey.SNOWFLAKE_PASSWORD_FILE);
  }

  /** The text of the private key; refuses as {@link #requiredPassword}. */
  public String requiredPrivateKey() {
    return required(privateKey, PRIVATE_KEY, SettingKey.SNOWFLAKE_PRIVATE_KEY_FILE);
  }

  /** The programmatic access token; refuses as {@link #requiredPassword}. */
  public String requiredAccessToken() {
    return required(accessToken, ACCESS_TOKEN, SettingKey.SNOWFLAKE_ACCESS_TOKEN_FILE);
  }

  /** The OAuth token; refuses as {@link #requiredPassword}. */
  public String requiredToken() {
    return required(token, TOKEN, SettingKey.SNOWFLAKE_TOKEN_FILE);
  }

  private String required(Secret secret, String variable, SettingKey file) {
    return secret
        .reveal()
        .orElseThrow(
            () ->
                ChurnException.usage(
                    "%s = %s needs a secret; set the environment variable %s, or %s to a file that holds it"
                        .formatted(
                            SettingKey.SNOWFLAKE_AUTHENTICATION.key(),
                            authentication,
                            variable,
                            file.key())));
  }
}
