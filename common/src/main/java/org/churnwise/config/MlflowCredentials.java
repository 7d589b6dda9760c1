package org.churnwise.config;

/**
 * How an MLflow server knows us; the variables are those of MLflow's own clients. User and password
 * win over the token, as there; a server that asks for nothing gets nothing.
 *
 * @param username for basic authentication
 * @param password for basic authentication
 * @param token for a server behind a proxy that asks for a bearer token
 */
public record MlflowCredentials(Secret username, Secret password, Secret token) {
  /** The environment variables that hold them; none is a key of the configuration. */
  public static final String USERNAME = "MLFLOW_TRACKING_USERNAME";

  public static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  public static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
}
