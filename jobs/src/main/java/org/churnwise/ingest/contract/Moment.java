package org.churnwise.ingest.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A day and, where its text has one, the time of day. */
record Moment(LocalDate day, Optional<LocalTime> time) {

  static Moment of(LocalDate day) {
    return new Moment(day, Optional.empty());
  }

  static Moment of(Instant instant, ZoneId zone) {
    ZonedDateTime there = instant.atZone(zone);
    return new Moment(there.toLocalDate(), Optional.of(there.toLocalTime()));
  }
}
