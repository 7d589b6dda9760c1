package org.churnwise.config;

/**
 * The receiver of alerts by HTTP.
 *
 * @param url its address; a secret, since whoever knows that of Slack may write there
 * @param secret the key of the signature; without one, nothing is signed
 */
public record WebhookSettings(Secret url, Secret secret) {
  /** The environment variables that hold them; they win over the files. */
  public static final String URL = "CHURN_ALERTS_WEBHOOK_URL";

  public static final String SECRET = "CHURN_ALERTS_WEBHOOK_SECRET";
}
