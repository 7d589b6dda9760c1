package org.churnwise.ingest.contract;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Days as seconds or milliseconds since 1970. Each unit has a range of its own, so that one is
 * never taken for the other, nor 20240131 for a moment of 1970: seconds lie between 10^8 (March
 * 1973) and 10^11, milliseconds from there to 10^14.
 */
record EpochDays(boolean inMillis, ZoneId zone) implements DayFormat {
  static final String SECONDS = "epoch-seconds";
  static final String MILLIS = "epoch-millis";

  private static final Pattern COUNT = Pattern.compile("([0-9]{9,14})(?:\\.[0-9]{1,9})?");
  private static final long FIRST_SECOND = 100_000_000L;
  private static final long FIRST_MILLI = FIRST_SECOND * 1_000;
  private static final long LAST_MILLI = FIRST_MILLI * 1_000;

  @Override
  public Optional<Moment> read(String text) {
    var count = COUNT.matcher(text);
    if (!count.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(count.group(1));
    boolean inRange =
        inMillis
            ? number >= FIRST_MILLI && number < LAST_MILLI
            : number >= FIRST_SECOND && number < FIRST_MILLI;
    Instant instant = inMillis ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    return inRange ? Optional.of(Moment.of(instant, zone)) : Optional.empty();
  }
}
