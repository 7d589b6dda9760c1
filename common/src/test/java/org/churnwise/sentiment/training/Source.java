package org.churnwise.sentiment.training;

import java.util.List;

/** Sentences of one origin. */
record Source(String name, Kind kind, List<LabelledText> texts) {
  /** Who wrote them, and so how much they are like a customer's comment. */
  enum Kind {
    /** Whole sentences of people with an opinion. */
    PERSON,
    /** Sentences of film critics. */
    CRITIC,
    /** Headings of reviews. */
    PHRASE
  }
}
