package org.churnwise.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model's margin is made of. */
public enum ModelForm {
  /** Gradient boosted trees alone. */
  TREES(0),
  /** The mean of the trees' margin and that of a logistic regression on the same features. */
  BLEND(0.5),
  /** The logistic regression alone. */
  LOGISTIC(1);

  /** The value of training.model that chooses between trees and blend by the rows of the fit. */
  public static final String AUTO = "auto";

  private final double linearShare;

  ModelForm(double linearShare) {
    this.linearShare = linearShare;
  }

  /** The share of the logistic regression in the margin, in [0, 1]. */
  public double linearShare() {
    return linearShare;
  }

  /** As in training.model. */
  public String inWords() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> allowed() {
    return List.of(TREES.inWords(), LOGISTIC.inWords(), BLEND.inWords(), AUTO);
  }

  static ModelForm of(String text) {
    return Arrays.stream(values())
        .filter(form -> form.inWords().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
