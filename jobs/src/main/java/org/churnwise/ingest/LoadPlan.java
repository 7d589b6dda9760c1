package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;

/**
 * Which files of a load are new.
 *
 * @param toLoad in the order given
 * @param alreadyLoaded by name and content
 * @param sameContent files whose content another file of the same feed and month has: the file and
 *     the other's name
 */
public record LoadPlan(
    List<SourceFile> toLoad, List<SourceFile> alreadyLoaded, Map<SourceFile, String> sameContent) {

  /**
   * Sorts files by what is loaded.
   *
   * @throws ChurnException (data refused) for a changed file, and for a month without sales between
   *     two months with sales
   */
  static LoadPlan of(List<SourceFile> files, LoadedFiles loaded) {
    refuseChanged(files, loaded);
    LoadPlan plan = new LoadPlan(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    Map<String, String> nameByContent = new LinkedHashMap<>();
    loaded.files().forEach(file -> nameByContent.put(content(file), file.name()));
    for (SourceFile file : files) {
      String same = nameByContent.putIfAbsent(content(file), file.name());
      if (known(file, loaded).isPresent()) {
        plan.alreadyLoaded().add(file);
      } else if (same != null) {
        plan.sameContent().put(file, same);
      } else {
        plan.toLoad().add(file);
      }
    }
    refuseGap(plan.toLoad(), loaded);
    return plan;
  }

  /** Refuses a file that has the name of a loaded one and other content. */
  public static void refuseChanged(List<SourceFile> files, LoadedFiles loaded) {
    for (SourceFile file : files) {
      Optional<LoadedFile> known = known(file, loaded);
      if (known.isPresent() && !known.get().contentHash().equals(file.contentHash())) {
        throw ChurnException.dataRefused(
            "file "
                + file.path()
                + " has changed since it was loaded: sha256 "
                + known.get().contentHash()
                + " then, "
                + file.contentHash()
                + " now; nothing was loaded. Put the old file back and give the new rows a file of"
                + " their own, or start over with 'submit/churn init --reset'");
      }
    }
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

  /** A month left out would make everybody who bought in it look like somebody who left. */
  private static void refuseGap(List<SourceFile> toLoad, LoadedFiles loaded) {
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
      if (!months.contains(month)) {
        throw ChurnException.dataRefused(
            "no sales file for "
                + month
                + ", but for months before and after it; nothing was loaded, add the missing file");
      }
    }
  }

  private static boolean isSales(SourceFile file) {
    return file.feed().equals(Feed.SALES.label());
  }
}
