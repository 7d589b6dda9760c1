/** A {@link org.churnwise.model.scoring.FittedModel} and how it predicts and explains. */
package org.churnwise.model.scoring;
