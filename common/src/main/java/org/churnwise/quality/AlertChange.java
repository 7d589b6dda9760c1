package org.churnwise.quality;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.churnwise.run.Hash;

/**
 * What a finding does to alerts: it closes some, or opens one. There is one alert per source,
 * subject and snapshot, or per source and subject for findings without a snapshot.
 *
 * @param closed ids of alerts, of which some or all may not be open
 * @param opened takes the place of an earlier alert with the same id
 */
public record AlertChange(Set<String> closed, Optional<Opened> opened) {
  public AlertChange {
    closed = Set.copyOf(closed);
  }

  /** An alert to open. */
  public record Opened(String id, String severity, String source, String subject, String message) {}

  /** Opens an alert; the same finding again replaces it. */
  public static AlertChange open(
      String source, String subject, LocalDate snapshot, String severity, String message) {
    return open(new Opened(id(source, subject, snapshot), severity, source, subject, message));
  }

  /** Opens an alert without a snapshot; opening it again replaces it. */
  public static AlertChange open(String source, String subject, String severity, String message) {
    return open(new Opened(id(source, subject), severity, source, subject, message));
  }

  private static AlertChange open(Opened alert) {
    return new AlertChange(Set.of(), Optional.of(alert));
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
