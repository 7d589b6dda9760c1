package org.churnwise.ingest;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.LoadedFiles.LoadedFile;

/**
 * What a correction of loaded files does.
 *
 * @param takenBack loads whose rows leave the tables
 * @param toLoad files that are loaded in their place, in the order of a load
 * @param unchanged files that were named although they are loaded as they are
 */
public record CorrectionPlan(
    Kind kind, List<LoadedFile> takenBack, List<SourceFile> toLoad, List<SourceFile> unchanged) {
  private static final int SHOWN = 8;

  /** What was asked for. */
  public enum Kind {
    /** Newer deliveries take the place of loaded files. */
    REPLACE,
    /** Loaded files are taken back, and nothing takes their place. */
    UNDO
  }

  public CorrectionPlan {
    takenBack = List.copyOf(takenBack);
    toLoad = List.copyOf(toLoad);
    unchanged = List.copyOf(unchanged);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return takenBack.isEmpty() && toLoad.isEmpty();
  }

  /**
   * Takes loaded files back.
   *
   * @param names as they are loaded, or paths that end with these names
   * @throws ChurnException with exit code USAGE for a name that no loaded file has
   */
  static CorrectionPlan undo(List<String> names, LoadedFiles loaded) {
    Set<LoadedFile> takenBack = new LinkedHashSet<>();
    names.forEach(
        name -> takenBack.addAll(withReleases(only("--undo " + name, name, loaded), loaded)));
    return new CorrectionPlan(Kind.UNDO, List.copyOf(takenBack), List.of(), List.of());
  }

  /**
   * Loads files instead of the loaded ones of the same name, or all files of a month instead of the
   * loaded ones of their feeds.
   *
   * @param names of files in the source, paths of them, or months such as 2024-05
   * @param found the files of the source
   * @throws ChurnException with exit code USAGE for a name that no file of the source or no loaded
   *     file has, and for a month without any
   */
  static CorrectionPlan replace(
      List<String> names, String source, List<SourceFile> found, LoadedFiles loaded) {
    Set<LoadedFile> takenBack = new LinkedHashSet<>();
    Set<SourceFile> wanted = new LinkedHashSet<>();
    Set<SourceFile> unchanged = new LinkedHashSet<>();
    for (String name : names) {
      Optional<YearMonth> month = month(name);
      CorrectionPlan one =
          month.isPresent()
              ? ofMonth(month.get(), source, found, loaded)
              : ofFile(name, source, found, loaded);
      takenBack.addAll(one.takenBack);
      wanted.addAll(one.toLoad);
      unchanged.addAll(one.unchanged);
    }
    List<SourceFile> inOrder = found.stream().filter(wanted::contains).toList();
    return new CorrectionPlan(
        Kind.REPLACE, List.copyOf(takenBack), inOrder, List.copyOf(unchanged));
  }

  private static Optional<YearMonth> month(String name) {
    try {
      return Optional.of(YearMonth.parse(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static CorrectionPlan ofFile(
      String name, String source, List<SourceFile> found, LoadedFiles loaded) {
    List<SourceFile> named =
        found.stream().filter(file -> isNamed(name, file.feed(), file.name())).toList();
    if (named.isEmpty()) {
      throw ChurnException.usage(
          "--replace %s: source %s holds no such file; it holds %s"
              .formatted(name, source, shown(found.stream().map(SourceFile::name).toList())));
    }
    SourceFile file = named.get(0);
    LoadedFile old = only("--replace " + name, file.feed() + "/" + file.name(), loaded);
    return old.contentHash().equals(file.contentHash())
        ? new CorrectionPlan(Kind.REPLACE, List.of(), List.of(), List.of(file))
        : new CorrectionPlan(Kind.REPLACE, withReleases(old, loaded), List.of(file), List.of());
  }

  /** A feed without a file of the month in the source stays as it is. */
  private static CorrectionPlan ofMonth(
      YearMonth month, String source, List<SourceFile> found, LoadedFiles loaded) {
    List<SourceFile> delivered =
        found.stream().filter(file -> file.month().equals(Optional.of(month))).toList();
    Set<String> feeds = delivered.stream().map(SourceFile::feed).collect(Collectors.toSet());
    List<LoadedFile> old =
        loaded.files().stream()
            .filter(file -> file.month().equals(Optional.of(month)))
            .filter(file -> feeds.contains(file.feed()))
            .toList();
    if (old.isEmpty()) {
      throw ChurnException.usage(
          delivered.isEmpty()
              ? "--replace %s: source %s holds no file of that month; add its files, or take loaded ones back with --undo FILE"
                  .formatted(month, source)
              : "--replace %s: no file of that month is loaded; load %s with 'submit/churn ingest'"
                  .formatted(month, delivered.get(0).name()));
    }
    List<SourceFile> unchanged =
        delivered.stream()
            .filter(file -> old.stream().anyMatch(other -> isSame(file, other)))
            .toList();
    return new CorrectionPlan(
        Kind.REPLACE,
        old.stream().filter(file -> !stands(file, unchanged, loaded)).toList(),
        delivered.stream().filter(file -> !unchanged.contains(file)).toList(),
        unchanged);
  }

  private static boolean isSame(SourceFile file, LoadedFile loaded) {
    return loaded.feed().equals(file.feed()) && loaded.contentHash().equals(file.contentHash());
  }

  /** Whether a load stays, because its file is unchanged. */
  private static boolean stands(LoadedFile load, List<SourceFile> unchanged, LoadedFiles loaded) {
    return unchanged.stream()
        .anyMatch(
            same ->
                loaded.files().stream()
                    .filter(file -> isSame(same, file))
                    .anyMatch(file -> withReleases(file, loaded).contains(load)));
  }

  /** The load of a file, and those that brought in quarantined rows of it. */
  private static List<LoadedFile> withReleases(LoadedFile load, LoadedFiles loaded) {
    return loaded.files().stream()
        .filter(
            other ->
                other.equals(load) || other.releasedFrom().equals(Optional.of(load.loadNumber())))
        .toList();
  }

  /**
   * The load of a file.
   *
   * @param asked the option as it was typed
   */
  private static LoadedFile only(String asked, String name, LoadedFiles loaded) {
    List<LoadedFile> named =
        loaded.files().stream()
            .filter(file -> !file.isRelease() && isNamed(name, file.feed(), file.name()))
            .toList();
    if (named.isEmpty()) {
      throw ChurnException.usage(
          "%s: no such file is loaded; loaded are %s. A corrected file of another name takes the place of its month: --replace YYYY-MM"
              .formatted(
                  asked, shown(loaded.files().stream().map(LoadedFile::name).distinct().toList())));
    }
    if (named.size() > 1) {
      throw ChurnException.usage(
          "%s: several feeds have such a file; give one of %s"
              .formatted(
                  asked,
                  shown(named.stream().map(file -> file.feed() + "/" + file.name()).toList())));
    }
    return named.get(0);
  }

  /** By its name, by feed and name, or by a path. */
  private static boolean isNamed(String given, String feed, String name) {
    Optional<String> ofFeed =
        Stream.of("customers/", "sales/", "feedback/").filter(given::startsWith).findFirst();
    String last = given.substring(given.lastIndexOf('/') + 1);
    return last.equals(name) && ofFeed.map(start -> start.equals(feed + "/")).orElse(true);
  }

  private static String shown(Collection<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    List<String> first = new ArrayList<>(names.stream().limit(SHOWN).toList());
    if (names.size() > SHOWN) {
      first.add("and %d more".formatted(names.size() - SHOWN));
    }
    return String.join(", ", first);
  }
}
