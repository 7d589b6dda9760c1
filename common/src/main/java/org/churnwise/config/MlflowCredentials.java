package org.churnwise.config;

/**
 * Credentials for an MLflow server, in the variables of MLflow's own clients. User and password win
 * over the token, as there; without either, no credentials are sent.
 *
 * @param username for basic authentication
 * @param password for basic authentication
 * @param token for a server behind a proxy that requires a bearer token
 */
public record MlflowCredentials(Secret username, Secret password, Secret token) {
  /** The environment variables that hold them; none is a key of the configuration. */
  public static final String USERNAME = "MLFLOW_TRACKING_USERNAME";

  public static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  public static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
}
