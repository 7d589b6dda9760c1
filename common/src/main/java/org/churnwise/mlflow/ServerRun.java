package org.churnwise.mlflow;

/**
 * A run on the server.
 *
 * @param artifactUri where its files are stored
 * @param finished whether everything was written
 */
record ServerRun(String id, String artifactUri, boolean finished) {}
