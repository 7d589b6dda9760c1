package org.churnwise.ingest;

import org.churnwise.cli.Console;

/**
 * What became of the comments that were to be scored anew.
 *
 * @param scoredBy the function that has scored all comments now; null if none has a score
 * @param comments that were scored anew
 * @param texts of them that were sent; the others had been scored by the function before
 * @param notScored of the comments, that have no sentiment because the function could not score
 *     them
 */
record RescoreResult(String scoredBy, long comments, long texts, long notScored) {

  /** What the console says. */
  String spoken() {
    if (scoredBy == null) {
      return "nothing to do: no loaded comment has a sentiment; nothing was changed";
    }
    if (comments == 0) {
      return "nothing to do: the comments were scored by %s already; to change that, set sentiment.function. Nothing was changed"
          .formatted(scoredBy);
    }
    return "%s scored anew by %s, %s sent, %s without a sentiment because it could not be scored"
        .formatted(
            Console.count(comments, "comment"),
            scoredBy,
            Console.count(texts, "text"),
            Console.count(notScored));
  }
}
