package org.churnwise.mlflow;

import java.util.Map;

/**
 * A version of the registered model on the server.
 *
 * @param number 1, 2, ... as the server counts
 */
record ServerVersion(String number, String runId, Map<String, String> tags) {}
