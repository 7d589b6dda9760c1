package org.churnwise.ingest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FilePattern;
import org.churnwise.run.LoadedFiles;

/**
 * From which day the rows of customers are valid, if no column of their file says so: what the
 * contract says of the file, else the day after the month of its name. A file of the drift without
 * a month in its name belongs to the drift month that it comes with. All others are an export of
 * today.
 *
 * @param asOf the run's day, which counts as today
 * @param month that the files of the drift come with; empty if they come with none, or late
 */
record Validity(Contract contract, LocalDate asOf, Optional<YearMonth> month) {

  /**
   * The validity of files that are loaded together. They come with the first drift month among
   * them, unless newer months of sales are loaded: a file that arrives after its month was not
   * known then, and only the run's day is known to be late enough.
   */
  static Validity of(
      Contract contract, List<SourceFile> files, LoadedFiles loaded, LocalDate asOf) {
    Optional<YearMonth> first =
        files.stream()
            .filter(file -> isSales(file.feed()) && pattern(contract, file).drift())
            .flatMap(file -> file.month().stream())
            .min(Comparator.naturalOrder());
    Optional<YearMonth> newest =
        loaded.files().stream()
            .filter(file -> isSales(file.feed()))
            .flatMap(file -> file.month().stream())
            .max(Comparator.naturalOrder());
    boolean late = first.isPresent() && newest.filter(first.get()::isBefore).isPresent();
    return new Validity(contract, asOf, late ? Optional.empty() : first);
  }

  /** The first snapshot at which the rows of a file count; null for other feeds than customers. */
  LocalDate from(SourceFile file) {
    if (!file.feed().equals(Feed.CUSTOMERS.label())) {
      return null;
    }
    FilePattern pattern = pattern(contract, file);
    if (pattern.validFrom() != null) {
      return pattern.validFrom();
    }
    return file.month()
        .or(() -> pattern.drift() ? month : Optional.empty())
        .map(known -> known.plusMonths(1).atDay(1))
        .orElse(asOf);
  }

  private static boolean isSales(String feed) {
    return feed.equals(Feed.SALES.label());
  }

  private static FilePattern pattern(Contract contract, SourceFile file) {
    return contract.feed(file.feed()).orElseThrow().pattern(file.name());
  }
}
