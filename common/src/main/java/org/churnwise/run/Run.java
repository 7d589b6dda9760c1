package org.churnwise.run;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * One command that a person or a scheduler started. Time comes from here, never from the wall
 * clock.
 *
 * @param id unique; sorts by time of start
 * @param command its name, for example {@code features}
 * @param arguments as given
 * @param asOf the last day that data may speak of; later rows are quarantined
 * @param codeVersion see {@link CodeVersion}
 * @param startedAt instant of start
 * @param clock what the ledger stamps rows with
 */
public record Run(
    String id,
    String command,
    String arguments,
    LocalDate asOf,
    String codeVersion,
    Instant startedAt,
    Clock clock) {
  /** The name under which run_settings holds the as-of date, which is an option and no key. */
  public static final String AS_OF = "--as-of";

  /** The name under which run_settings holds the machine that the run was made on. */
  public static final String MACHINE = "machine";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A new run that starts now, by the clock, with an id that the chance source makes unique. */
  public static Run start(
      String command,
      String arguments,
      LocalDate asOf,
      String codeVersion,
      Clock clock,
      RandomGenerator chance) {
    Instant now = clock.instant();
    String id = STAMP.format(now) + "-" + HexFormat.of().toHexDigits(chance.nextInt());
    return new Run(id, command, arguments, asOf, codeVersion, now, clock);
  }
}
