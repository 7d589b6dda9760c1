/**
 * The feature stage: {@link org.churnwise.features.FeatureEngineer}, one SQL statement in the
 * warehouse.
 */
package org.churnwise.features;
