package org.churnwise.model.features;

/** What kind of values a feature has. */
public enum FeatureType {
  /** A number; the model sees it as it is. */
  NUMERIC,
  /** A value of a small set; the model sees a code, with one more for unseen values. */
  CATEGORICAL,
  /** A day, kept for people; never a model input. */
  DATE
}
