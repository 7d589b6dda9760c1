package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How the days of a file are written.
 *
 * @param formats patterns, or names of counts since 1970, tried in order
 * @param pivotYear the first of the hundred years that two digits stand for; null refuses them
 * @param zone of the shop: the day of an instant is the day there
 * @param timesIn the zone of times of day that have no offset
 */
public record DateRules(List<String> formats, Integer pivotYear, ZoneId zone, ZoneId timesIn)
    implements Serializable {
  public DateRules {
    formats = List.copyOf(formats);
  }

  /** The same with other formats. */
  public DateRules with(List<String> others) {
    return new DateRules(others, pivotYear, zone, timesIn);
  }

  /** Patterns, in UTC and without years of two digits. */
  public static DateRules of(List<String> formats) {
    return new DateRules(formats, null, ZoneOffset.UTC, ZoneOffset.UTC);
  }
}
