/** What submits stages elsewhere: spark-submit on a cluster, Airflow, Kubernetes. */
package org.churnwise.submitting;
