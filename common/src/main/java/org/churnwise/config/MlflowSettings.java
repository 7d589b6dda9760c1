package org.churnwise.config;

import java.net.URI;
import java.time.Duration;

/**
 * The MLflow tracking server that models are shown to, if there is one.
 *
 * @param trackingUri address of the server; empty: there is none
 * @param experiment what its runs belong to
 * @param registeredModel the name under which it lists our models
 * @param timeout after this a request that is not answered has failed
 * @param credentials how the server knows us
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

  /** Whether models are shown to a server. */
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
      // told below
    }
    throw SettingKey.MLFLOW_TRACKING_URI.refused(address, "names no host", "");
  }
}
