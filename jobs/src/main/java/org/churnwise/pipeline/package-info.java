/**
 * The month loop over all stages ({@link org.churnwise.pipeline.MLPipelineOrchestrator}), backtest,
 * status, and {@code churn} itself.
 */
package org.churnwise.pipeline;
