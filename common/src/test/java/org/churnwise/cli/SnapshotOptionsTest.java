package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SnapshotOptionsTest {
  @CommandLine.Command
  private static final class Snapshots {
    @CommandLine.Mixin private SnapshotOptions options;
  }

  @Test
  void nothingAskedForIsNothing() {
    assertEquals(List.of(), requested());
  }

  @Test
  void namedSnapshotsAreSortedAndEachOnce() {
    assertEquals(
        List.of("2025-05-01", "2025-06-01"),
        requested(
            "--snapshot-date",
            "2025-06-01",
            "--snapshot-date=2025-05-01",
            "--snapshot-date=2025-06-01"));
  }

  @Test
  void aSeriesHoldsBothEnds() {
    assertEquals(
        List.of("2024-11-01", "2024-12-01", "2025-01-01"),
        requested("--from", "2024-11-01", "--to", "2025-01-01", "--every", "month"));
  }

  @Test
  void theStepMayBeLeftOut() {
    assertEquals(List.of("2025-01-01"), requested("--from", "2025-01-01", "--to", "2025-01-31"));
  }

  @Test
  void aDayIsTheStepOfADailySeries() {
    assertEquals(
        List.of("2024-02-28", "2024-02-29", "2024-03-01"),
        requested("--from=2024-02-28", "--to=2024-03-01", "--every=day"));
  }

  /** 2024-12-30 and 2025-01-06 are Mondays, 2025-01-01 is a Wednesday. */
  @ParameterizedTest
  @CsvSource({"2024-12-30, 2025-01-12", "2024-12-28, 2025-01-06"})
  void weeksAreThoseOfTheCalendarWhateverTheRange(String from, String to) {
    assertEquals(
        List.of("2024-12-30", "2025-01-06"),
        requested("--from", from, "--to", to, "--every", "week"));
  }

  @ParameterizedTest
  @CsvSource({"2025-01-31, 2025-03-31", "2025-02-01, 2025-03-01"})
  void monthsAreThoseOfTheCalendarWhateverTheRange(String from, String to) {
    assertEquals(List.of("2025-02-01", "2025-03-01"), requested("--from", from, "--to", to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from=2025-01-01 | a series of snapshots needs --from and --to, for example --from 2024-06-01 --to 2024-09-01",
        "--to=2025-01-01 | a series of snapshots needs --from and --to, for example --from 2024-06-01 --to 2024-09-01",
        "--every=month | a series of snapshots needs --from and --to, for example --from 2024-06-01 --to 2024-09-01",
        "--from=2025-01-01 --to=2025-02-01 --every=fortnight | unknown step --every fortnight; use day, week or month",
        "--from=2025-01-01 --to=2025-02-01 --every=Week | unknown step --every Week; use day, week or month",
        "--from=2025-01-07 --to=2025-01-12 --every=week"
            + " | no Monday lies between --from 2025-01-07 and --to 2025-01-12; widen the range, choose another --every, or name the days",
        "--from=2025-02-01 --to=2025-01-01 | --to 2025-01-01 is before --from 2025-02-01; swap them",
        "--from=2025-01-01 --to=2025-02-01 --snapshot-date=2025-01-01"
            + " | use either --snapshot-date or --from/--to/--every, not both"
      })
  void aSeriesThatMakesNoSenseIsRefused(String arguments, String message) {
    ChurnException refused =
        assertThrows(ChurnException.class, () -> requested(arguments.split(" ")));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void manySnapshotsAreSpokenOfByTheFirst() {
    List<LocalDate> dates =
        Stream.of("2025-05-01", "2025-06-01", "2025-07-01").map(LocalDate::parse).toList();
    assertEquals("2025-05-01 +2", SnapshotOptions.spoken(dates));
    assertEquals("2025-05-01", SnapshotOptions.spoken(dates.subList(0, 1)));
    assertEquals("none", SnapshotOptions.spoken(List.of()));
  }

  private static List<String> requested(String... arguments) {
    Snapshots command = new Snapshots();
    new CommandLine(command).parseArgs(arguments);
    return command.options.requested().stream().map(Object::toString).toList();
  }
}
