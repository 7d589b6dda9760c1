/**
 * The features: {@link org.churnwise.model.features.FeatureCatalogue} describes them, a {@link
 * org.churnwise.model.features.FeatureView} is a version of how they are computed.
 */
package org.churnwise.model.features;
