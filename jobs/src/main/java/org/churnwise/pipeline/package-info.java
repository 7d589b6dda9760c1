/** The month loop over all stages: {@link org.churnwise.pipeline.MLPipelineOrchestrator}. */
package org.churnwise.pipeline;
