/** Features, models and their registry: {@link org.churnwise.model.FeatureCatalogue}. */
package org.churnwise.model;
