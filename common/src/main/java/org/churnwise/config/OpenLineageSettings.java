package org.churnwise.config;

import java.net.URI;
import java.time.Duration;

/**
 * Where events of OpenLineage go; nowhere by default.
 *
 * @param file that events are appended to; empty: none
 * @param url of the receiver; empty: none
 * @param namespace of the jobs
 * @param timeout of one request
 * @param apiKey sent as a bearer token, if there is one
 */
public record OpenLineageSettings(
    String file, String url, String namespace, Duration timeout, Secret apiKey) {
  /** The environment variable with the key of the receiver; it wins over the file. */
  public static final String API_KEY = "OPENLINEAGE_API_KEY";

  private static final String ENDPOINT = "/api/v1/lineage";

  public OpenLineageSettings {
    SettingKey.OPENLINEAGE_FILE.require(file);
    SettingKey.OPENLINEAGE_URL.require(url);
    SettingKey.OPENLINEAGE_NAMESPACE.require(namespace);
    SettingKey.OPENLINEAGE_TIMEOUT.require(timeout.toSeconds());
    if (!url.isEmpty() && !hasHost(url)) {
      throw SettingKey.OPENLINEAGE_URL.refused(url, "has no host", "");
    }
  }

  private static boolean hasHost(String address) {
    try {
      return URI.create(address).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether events go anywhere. */
  public boolean isOn() {
    return !file.isEmpty() || !url.isEmpty();
  }

  /** Where events are posted: an address without a path gets that of OpenLineage's clients. */
  public URI endpoint() {
    URI address = URI.create(url);
    return address.getPath().replace("/", "").isEmpty() ? address.resolve(ENDPOINT) : address;
  }
}
