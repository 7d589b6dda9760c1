/** Evaluation of predictions against known labels, summed up in the warehouse. */
package org.churnwise.model.evaluation;
