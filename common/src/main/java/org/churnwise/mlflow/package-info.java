/**
 * Models in an MLflow tracking server, for those who look there: {@link
 * org.churnwise.mlflow.ModelTracking}. The warehouse stays what counts; nothing is read back but
 * what is there already.
 */
package org.churnwise.mlflow;
