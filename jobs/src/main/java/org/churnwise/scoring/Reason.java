package org.churnwise.scoring;

/**
 * A reason for a model's prediction for one customer.
 *
 * @param text the concept, a colon and its strongest feature: {@code recency: no purchase for 64
 *     days}
 * @param value the total contribution of the concept's features, in log-odds; positive towards
 *     churn
 */
record Reason(String text, double value) {}
