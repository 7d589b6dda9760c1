package org.churnwise.snowflake;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One secret of each kind, as a run gets them by its environment. The local server takes the key
 * and the token, and not the password; on a real account only those are planted that its own
 * environment leaves free.
 */
final class PlantedSecrets {
  private static final int KEY_BITS = 2048;
  private static final int PEM_LINE = 64;
  private static final String PASSWORD = "planted-pass-word-4711";
  private static final String PASSPHRASE = "planted-pass-phrase-4712";
  private static final String TOKEN = "planted-oauth-token-4713";

  private final KeyPair pair;
  private final String key;

  PlantedSecrets() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    pair = generator.generateKeyPair();
    byte[] encoded = pair.getPrivate().getEncoded();
    key = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(encoded);
  }

  /** The environment of an account with all of them, to be used in one of the ways. */
  Map<String, String> in(Map<String, String> account, String authentication) throws IOException {
    Map<String, String> environment = new HashMap<>(account);
    if (environment.replace("CHURN_SNOWFLAKE_PASSWORD", LocalUsers.PASSWORD, PASSWORD)) {
      LocalUsers users = LocalSnowflake.shared().users();
      users.acceptKey(pair.getPublic());
      users.acceptOauthToken(TOKEN);
      environment.put("CHURN_SNOWFLAKE_AUTHENTICATION", authentication);
    }
    plant(
        environment,
        "CHURN_SNOWFLAKE_PRIVATE_KEY",
        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    environment.putIfAbsent("CHURN_SNOWFLAKE_PRIVATE_KEY_PASSPHRASE", PASSPHRASE);
    plant(environment, "CHURN_SNOWFLAKE_TOKEN", TOKEN);
    return environment;
  }

  /** Not beside a file with the account's own: the variable would win. */
  private static void plant(Map<String, String> environment, String variable, String secret) {
    if (!environment.containsKey(variable + "_FILE")) {
      environment.putIfAbsent(variable, secret);
    }
  }

  /** What must be found nowhere; of the key a line that only this key has. */
  List<String> texts() {
    return List.of(PASSWORD, PASSPHRASE, TOKEN, key.lines().skip(5).findFirst().orElseThrow());
  }
}
