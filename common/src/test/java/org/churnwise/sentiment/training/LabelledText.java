package org.churnwise.sentiment.training;

/** A sentence and whether its writer was pleased. */
record LabelledText(String text, boolean positive) {}
