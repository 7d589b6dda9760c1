/**
 * Makes the sentiment model: {@link org.churnwise.sentiment.training.SentimentTraining} reads
 * labelled sentences and word lists, fits a logistic regression with LIBLINEAR, judges it on
 * sources that it has not seen, and writes the model file. It stands among the tests because
 * nothing of it belongs on the class path of a job.
 */
package org.churnwise.sentiment.training;
