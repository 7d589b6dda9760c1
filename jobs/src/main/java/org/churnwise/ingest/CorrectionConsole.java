package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.churnwise.cli.Console;
import org.churnwise.ingest.CorrectionResult.Uncovered;
import org.churnwise.run.Stage;

/** The console output of a correction. */
final class CorrectionConsole {
  private final Console console;
  private final boolean anyFeatures;

  /**
   * @param anyFeatures whether features were computed that used the rows
   */
  CorrectionConsole(Console console, boolean anyFeatures) {
    this.console = console;
    this.anyFeatures = anyFeatures;
  }

  /** Names the files that need no correction. */
  void unchanged(List<SourceFile> files) {
    files.forEach(file -> line(file.name(), "unchanged: it is loaded as it is"));
  }

  /** Prints what was corrected, what follows from it, and what to do next. */
  CorrectionCounts corrected(CorrectionResult result, String warehouse) {
    result.files().forEach(file -> line(file.fileName(), what(file)));
    result
        .loaded()
        .forEach(
            file ->
                line(
                    file.file().name(),
                    "%s read, %s quarantined, %s duplicate"
                        .formatted(
                            Console.count(file.rowsRead(), "row"),
                            Console.count(file.rowsQuarantined()),
                            Console.count(file.rowsDuplicate()))));
    CorrectionCounts counts = CorrectionCounts.of(result);
    if (counts.rowsHandedOver() > 0) {
      console.line(
          "  %s of a removed load stay, because other files hold them too: %s"
              .formatted(
                  Console.count(counts.rowsHandedOver(), "more row"),
                  result.receivers().stream()
                      .map(file -> file.name())
                      .collect(Collectors.joining(", "))));
    }
    if (result.conflictsResolved() > 0) {
      console.line(
          "  still in quarantine: %s of other files, although what they contradicted is gone; let them in with 'submit/churn quarantine release'"
              .formatted(Console.count(result.conflictsResolved(), "row")));
    }
    result.findings().forEach(new IngestConsole(console)::found);
    uncovered(result);
    console.line("watermark %s in %s".formatted(watermark(result), warehouse));
    if (anyFeatures && !result.files().isEmpty()) {
      console.line("next      submit/churn features, then label: they renew what used these rows");
    }
    return counts;
  }

  private void uncovered(CorrectionResult result) {
    for (Stage stage : List.of(Stage.FEATURES, Stage.LABEL)) {
      List<LocalDate> dates =
          result.uncovered().stream()
              .filter(slice -> slice.stage().equals(stage.toString()))
              .map(Uncovered::snapshotDate)
              .toList();
      if (!dates.isEmpty()) {
        console.note(
            stage.toString(),
            "taken back",
            dates.stream().map(Object::toString).collect(Collectors.joining(", "))
                + ": not all days that they need are known any more");
      }
    }
  }

  private static String watermark(CorrectionResult result) {
    String now = result.watermark().map(Object::toString).orElse("none");
    return result.watermark().equals(result.watermarkBefore())
        ? now
        : now + " (before: " + result.watermarkBefore().map(Object::toString).orElse("none") + ")";
  }

  private static String what(FileCorrection file) {
    String done =
        file.newLoad().isEmpty() ? "taken back" : file.oldLoad().isEmpty() ? "added" : "replaced";
    return "%s: %s removed, %s changed, %s added, %s unchanged"
        .formatted(
            done,
            Console.count(file.rowsLeft()),
            Console.count(file.rowsChanged()),
            Console.count(file.rowsAdded()),
            Console.count(file.rowsUnchanged()));
  }

  private void line(String file, String what) {
    console.line(
        String.format(Locale.ROOT, "  %-9s %-32s %s", Stage.INGEST.toString(), file, what));
  }

  /**
   * A correction in numbers.
   *
   * @param rowsRemoved that have left the tables
   * @param rowsHandedOver of a removed load, that stay with another file
   * @param watermark null if no sale is known any more
   */
  record CorrectionCounts(
      long filesTakenBack,
      long filesLoaded,
      long rowsRemoved,
      long rowsChanged,
      long rowsAdded,
      long rowsUnchanged,
      long rowsHandedOver,
      LocalDate watermark) {

    static CorrectionCounts of(CorrectionResult result) {
      return new CorrectionCounts(
          result.files().stream().filter(file -> file.oldLoad().isPresent()).count(),
          result.loaded().size(),
          sum(result, FileCorrection::rowsLeft),
          sum(result, FileCorrection::rowsChanged),
          sum(result, FileCorrection::rowsAdded),
          sum(result, FileCorrection::rowsUnchanged),
          sum(result, FileCorrection::rowsHandedOver),
          result.watermark().orElse(null));
    }

    static CorrectionCounts none(Optional<LocalDate> watermark) {
      return new CorrectionCounts(0, 0, 0, 0, 0, 0, 0, watermark.orElse(null));
    }

    private static long sum(CorrectionResult result, ToLongFunction<FileCorrection> rows) {
      return result.files().stream().mapToLong(rows).sum();
    }
  }
}
