package org.churnwise.ingest.contract;

import java.time.LocalDate;
import java.util.Optional;

/** One way to write a day. */
interface DayFormat {
  /** The day, or empty if the text is not written in this way. */
  Optional<LocalDate> read(String text);
}
