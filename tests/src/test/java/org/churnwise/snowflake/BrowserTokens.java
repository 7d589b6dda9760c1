package org.churnwise.snowflake;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the driver keeps of a person's login in a browser, held in memory instead of the person's
 * own store: a test has no browser. The store is no public part of the driver.
 */
final class BrowserTokens implements AutoCloseable {
  private static final String DRIVER = "net.snowflake.client.core.";

  private BrowserTokens() {}

  /** The driver finds this token for every user and account, until it is closed. */
  static BrowserTokens holding(String token) throws ReflectiveOperationException {
    String stored = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    Class<?> store = Class.forName(DRIVER + "SecureStorageManager");
    Object held =
        Proxy.newProxyInstance(
            store.getClassLoader(),
            new Class<?>[] {store},
            (proxy, method, arguments) -> method.getName().equals("getCredential") ? stored : null);
    call("injectSecureStorageManager", new Class<?>[] {store}, held);
    return new BrowserTokens();
  }

  private static void call(String name, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    Method method = Class.forName(DRIVER + "CredentialManager").getDeclaredMethod(name, types);
    method.setAccessible(true);
    method.invoke(null, arguments);
  }

  /** The person's own store again. */
  @Override
  public void close() throws ReflectiveOperationException {
    call("resetSecureStorageManager", new Class<?>[0]);
  }
}
