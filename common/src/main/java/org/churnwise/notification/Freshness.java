package org.churnwise.notification;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.churnwise.quality.Alert;
import org.churnwise.quality.AlertChange;
import org.churnwise.run.LoadedFiles;

/**
 * Whether the newest sale is too old on the day of a run.
 *
 * @param newestSale its day
 * @param day of the run
 * @param maxAgeDays days that it may be old; 0: of any age
 */
public record Freshness(Optional<LocalDate> newestSale, LocalDate day, int maxAgeDays) {
  static final String SOURCE = "freshness";
  private static final String SUBJECT = "sales";

  /** The freshness of what is loaded. */
  public static Freshness of(LoadedFiles loaded, LocalDate day, int maxAgeDays) {
    Optional<LocalDate> newest =
        loaded.files().stream()
            .filter(file -> file.feed().equals(SUBJECT))
            .flatMap(file -> file.lastDay().stream())
            .max(LocalDate::compareTo);
    return new Freshness(newest, day, maxAgeDays);
  }

  /** Whether it is too old; without a sale there is no evidence. */
  public boolean isStale() {
    return maxAgeDays > 0 && newestSale.filter(sale -> age(sale) > maxAgeDays).isPresent();
  }

  /** As a person says it; only where there is a sale. */
  public String spoken() {
    LocalDate sale = newestSale.orElseThrow();
    return "the newest sale is of %s, %d days old, and monitoring.max-age-days allows %d: newer files are missing or not loaded"
        .formatted(sale, age(sale), maxAgeDays);
  }

  private long age(LocalDate sale) {
    return ChronoUnit.DAYS.between(sale, day);
  }

  /** What it does to alerts; nothing if these alerts say the same. */
  List<AlertChange> changes(List<Alert> active) {
    Optional<Alert> open =
        active.stream().filter(alert -> alert.source().equals(SOURCE)).findFirst();
    if (isStale()) {
      return open.filter(alert -> alert.message().equals(spoken())).isPresent()
          ? List.of()
          : List.of(
              AlertChange.open(SOURCE, SUBJECT, "WARNING", spoken())
                  .concerning(List.of("sales-data"), "submit/churn pipeline --mode all"));
    }
    return open.isPresent() && newestSale.isPresent()
        ? List.of(AlertChange.close(SOURCE, SUBJECT))
        : List.of();
  }
}
