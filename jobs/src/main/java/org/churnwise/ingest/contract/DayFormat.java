package org.churnwise.ingest.contract;

import java.util.Optional;

/** One way to write a day. */
interface DayFormat {
  /** The day with its time, or empty if the text is not written in this way. */
  Optional<Moment> read(String text);
}
