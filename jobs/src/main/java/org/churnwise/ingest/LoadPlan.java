package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;

/**
 * The new files of a load.
 *
 * @param toLoad in the order given
 * @param alreadyLoaded by name and content
 * @param sameContent files with the same content as another one of their feed and month, with its
 *     name
 */
public record LoadPlan(
    List<SourceFile> toLoad, List<SourceFile> alreadyLoaded, Map<SourceFile, String> sameContent) {

  /**
   * Splits files into new and loaded ones.
   *
   * @param mayBeEmpty the months that need no file of sales
   * @throws ChurnException (data refused) for a changed file, and for a month without sales between
   *     two months with sales
   */
  static LoadPlan of(List<SourceFile> files, LoadedFiles loaded, Predicate<YearMonth> mayBeEmpty) {
    refuseChanged(files, loaded);
    LoadPlan plan = new LoadPlan(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    Map<String, String> nameByContent = new LinkedHashMap<>();
    loaded.files().forEach(file -> nameByContent.put(content(file), file.name()));
    for (SourceFile file : files) {
      String same = nameByContent.putIfAbsent(content(file), file.name());
      if (known(file, loaded).isPresent()) {
        plan.alreadyLoaded().add(file);
      } else if (same != null && !file.isTable()) { // customers may be as they once were
        plan.sameContent().put(file, same);
      } else {
        plan.toLoad().add(file);
      }
    }
    refuseGap(plan.toLoad(), loaded, mayBeEmpty);
    return plan;
  }

  /** Refuses a file that was loaded before with other content. */
  public static void refuseChanged(List<SourceFile> files, LoadedFiles loaded) {
    for (SourceFile file : files) {
      Optional<LoadedFile> known = known(file, loaded);
      if (known.isPresent() && !known.get().contentHash().equals(file.contentHash())) {
        throw ChurnException.dataRefused(changed(file, known.get()));
      }
    }
  }

  private static String changed(SourceFile file, LoadedFile known) {
    if (file.isTable()) {
      return "rows of %1$s have changed since they were loaded: %2$d rows then, %3$d now, or others; nothing was loaded. If they should count as they are now, run 'submit/churn ingest --replace %4$s'; if rows are only added to the table, name the column that tells new ones in 'incremental-by'"
          .formatted(
              file.path(), RowHash.parse(known.contentHash()).rows(), file.bytes(), file.name());
    }
    return "file %s has changed since it was loaded: sha256 %s then, %s now; nothing was loaded. If it is a newer delivery, run 'submit/churn ingest --replace %s'; if it should not count at all, remove it and run 'submit/churn ingest --undo %s'; else restore the old file"
        .formatted(
            file.spokenPath(), known.contentHash(), file.contentHash(), file.name(), file.name());
  }

  private static Optional<LoadedFile> known(SourceFile file, LoadedFiles loaded) {
    return loaded.files().stream()
        .filter(other -> other.feed().equals(file.feed()) && other.name().equals(file.name()))
        .findFirst();
  }

  private static String content(SourceFile file) {
    return file.feed() + " " + file.month() + " " + file.contentHash();
  }

  private static String content(LoadedFile file) {
    return file.feed() + " " + file.month() + " " + file.contentHash();
  }

  /** A missing month would make every customer who bought in it look churned. */
  private static void refuseGap(
      List<SourceFile> toLoad, LoadedFiles loaded, Predicate<YearMonth> mayBeEmpty) {
    TreeSet<YearMonth> months = new TreeSet<>();
    toLoad.stream().filter(LoadPlan::isSales).forEach(file -> file.month().ifPresent(months::add));
    if (months.isEmpty()) {
      return;
    }
    loaded.files().stream()
        .filter(file -> file.feed().equals(Feed.SALES.label()))
        .forEach(file -> file.month().ifPresent(months::add));
    for (YearMonth month = months.first(); month.isBefore(months.last()); ) {
      month = month.plusMonths(1);
      if (!months.contains(month) && !mayBeEmpty.test(month)) {
        throw ChurnException.dataRefused(
            "no sales file for %s, but for months before and after it; nothing was loaded, add the missing file, or, if there was no sale, go on with --accept \"%s: REASON\""
                .formatted(month, month));
      }
    }
  }

  private static boolean isSales(SourceFile file) {
    return file.feed().equals(Feed.SALES.label());
  }
}
