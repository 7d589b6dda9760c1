/**
 * Copies models to an MLflow tracking server: {@link org.churnwise.mlflow.ModelTracking}. The
 * warehouse stays the source of truth; the server is read only to find what it already has.
 */
package org.churnwise.mlflow;
