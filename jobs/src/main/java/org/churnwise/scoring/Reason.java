package org.churnwise.scoring;

/**
 * What moved a model's answer for one customer.
 *
 * @param text the concept, a colon and its strongest feature: {@code recency: no purchase for 64
 *     days}
 * @param value by how much the concept's features together moved the answer, in log-odds; positive
 *     towards churn
 */
record Reason(String text, double value) {}
