/** Models shown to a real MLflow server. */
package org.churnwise.mlflow;
