/**
 * Sentiment of customer comments on the embedded warehouse: {@link
 * org.churnwise.sentiment.SentimentScorer} answers where Snowflake would call its own function.
 */
package org.churnwise.sentiment;
