package org.churnwise.quality;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.run.Hash;

/**
 * What a finding does to alerts: it closes some, or opens one. There is one alert per source and
 * subject; a finding is of a snapshot, or of none.
 *
 * @param closed ids of findings, of which some or all may have no alert
 * @param opened changes the alert of the same source and subject, if it is open
 */
public record AlertChange(Set<String> closed, Optional<Opened> opened) {
  public AlertChange {
    closed = Set.copyOf(closed);
  }

  /**
   * An alert to open.
   *
   * @param id of the alert
   * @param findingId of this finding
   * @param owners whom it concerns, as features.conf names them; empty: nobody is named
   * @param nextCommand what to run next; empty: none is named
   */
  public record Opened(
      String id,
      String findingId,
      Severity severity,
      String source,
      String subject,
      Optional<LocalDate> snapshot,
      String message,
      List<String> owners,
      Optional<String> nextCommand) {
    public Opened {
      owners = owners.stream().distinct().sorted().toList();
    }
  }

  /**
   * Opens an alert of a snapshot. One that is open takes this finding, unless its own is of a later
   * snapshot.
   */
  public static AlertChange open(
      String source, String subject, LocalDate snapshot, String severity, String message) {
    return open(
        source, subject, Optional.of(snapshot), id(source, subject, snapshot), severity, message);
  }

  /** Opens an alert without a snapshot; one that is open takes this finding. */
  public static AlertChange open(String source, String subject, String severity, String message) {
    return open(source, subject, Optional.empty(), id(source, subject), severity, message);
  }

  private static AlertChange open(
      String source,
      String subject,
      Optional<LocalDate> snapshot,
      String findingId,
      String severity,
      String message) {
    return new AlertChange(
        Set.of(),
        Optional.of(
            new Opened(
                id(source, subject),
                findingId,
                Severity.valueOf(severity),
                source,
                subject,
                snapshot,
                message,
                List.of(),
                Optional.empty())));
  }

  /**
   * The same, naming whom it concerns and what to run next.
   *
   * @param owners as features.conf names them
   */
  public AlertChange concerning(List<String> owners, String nextCommand) {
    return new AlertChange(
        closed,
        opened.map(
            found ->
                new Opened(
                    found.id,
                    found.findingId,
                    found.severity,
                    found.source,
                    found.subject,
                    found.snapshot,
                    found.message,
                    owners,
                    Optional.of(nextCommand))));
  }

  /**
   * Closes the open alerts of a source and subject for these snapshots, since a newer one is fine.
   * Missing evidence closes nothing.
   */
  public static AlertChange close(String source, String subject, List<LocalDate> snapshots) {
    return new AlertChange(
        snapshots.stream()
            .map(snapshot -> id(source, subject, snapshot))
            .collect(Collectors.toSet()),
        Optional.empty());
  }

  /** Closes the open alert of a source and subject without a snapshot, if there is one. */
  public static AlertChange close(String source, String subject) {
    return new AlertChange(Set.of(id(source, subject)), Optional.empty());
  }

  private static String id(String source, String subject, LocalDate snapshot) {
    return Hash.of(source, subject, snapshot.toString()).substring(0, 16);
  }

  private static String id(String source, String subject) {
    return Hash.of(source, subject).substring(0, 16);
  }
}
