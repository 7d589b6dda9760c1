package org.churnwise.model.features;

import org.churnwise.table.Column;

/** What kind of values a feature has. */
public enum FeatureType {
  /** A number; the model sees it unchanged. */
  NUMERIC,
  /** A value of a small set; the model sees a code, with one more for unseen values. */
  CATEGORICAL,
  /** A day, kept for people; never a model input. */
  DATE;

  /** Whether a column of the DDL can hold such a feature. */
  public boolean fits(Column column) {
    return switch (this) {
      case NUMERIC -> column.isNumber();
      case CATEGORICAL -> column.isText();
      case DATE -> column.type().equals("date");
    };
  }
}
