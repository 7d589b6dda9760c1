package org.churnwise.config;

import java.net.URI;
import java.time.Duration;

/**
 * The MLflow tracking server that models are copied to, if there is one.
 *
 * @param trackingUri address of the server; empty if there is none
 * @param experiment the experiment that the runs belong to
 * @param registeredModel the name under which our models are registered
 * @param timeout after which a request without a response has failed
 * @param credentials to authenticate with
 */
public record MlflowSettings(
    String trackingUri,
    String experiment,
    String registeredModel,
    Duration timeout,
    MlflowCredentials credentials) {
  public MlflowSettings {
    SettingKey.MLFLOW_TRACKING_URI.require(trackingUri);
    SettingKey.MLFLOW_EXPERIMENT.require(experiment);
    SettingKey.MLFLOW_REGISTERED_MODEL.require(registeredModel);
    SettingKey.MLFLOW_TIMEOUT.require(timeout.toSeconds());
    requireAddress(trackingUri);
  }

  /** Whether a server is configured. */
  public boolean isOn() {
    return !trackingUri.isEmpty();
  }

  private static void requireAddress(String address) {
    if (address.isEmpty()) {
      return;
    }
    try {
      if (URI.create(address).getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw SettingKey.MLFLOW_TRACKING_URI.refused(address, "has no host", "");
  }
}
