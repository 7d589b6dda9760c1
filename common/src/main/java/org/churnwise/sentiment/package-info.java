/**
 * Sentiment of customer comments on the embedded warehouse: {@link
 * org.churnwise.sentiment.SentimentScorer} takes the place of Snowflake's own function.
 */
package org.churnwise.sentiment;
