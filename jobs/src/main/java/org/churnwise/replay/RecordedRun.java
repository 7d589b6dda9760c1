package org.churnwise.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.CorrectionPlan.Kind;
import org.churnwise.ingest.RecordedFile;
import org.churnwise.ingest.evidence.Acceptance;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.run.Run;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;

/**
 * A run as recorded in the ledger.
 *
 * @param settings key to value, and {@link Run#AS_OF}; empty if the run was made before settings
 *     were recorded
 * @param slices that it wrote, in order
 * @param files that it loaded, in order
 * @param takenBack files that it took back, or replaced
 * @param correction how it corrected loaded files; all that it wrote is one commit then
 * @param acceptances that a person gave with it
 * @param models the model that each monitor slice used, by the slice's name
 * @param decisions on models that it recorded, including those of its trainings
 */
record RecordedRun(
    String id,
    String command,
    String arguments,
    String codeVersion,
    Instant startedAt,
    Map<String, String> settings,
    List<RecordedSlice> slices,
    List<RecordedFile> files,
    List<RecordedFile> takenBack,
    Optional<Kind> correction,
    List<Acceptance> acceptances,
    Map<String, String> models,
    List<ModelDecision> decisions) {
  /** The file that a slice of ingest loaded; empty if the slice is a declared watermark. */
  Optional<RecordedFile> file(String slice) {
    return files.stream().filter(file -> file.name().equals(slice)).findFirst();
  }

  boolean isCorrection() {
    return correction.isPresent();
  }

  /** What a slice of ingest accepted. */
  Acceptance accepted(SliceId.Accepted slice) {
    return acceptances.stream()
        .filter(one -> new SliceId.Accepted(one.what()).equals(slice))
        .findFirst()
        .orElseThrow(
            () ->
                ChurnException.dataRefused(
                    "run %s has a slice '%s' without its row in accepted_faults; restore the row"
                        .formatted(id, slice)));
  }

  /** The decisions that a person made: no training of the run can have made them. */
  List<ModelDecision> decidedByHand() {
    return slices.stream().anyMatch(slice -> slice.isOf(Stage.TRAIN)) ? List.of() : decisions;
  }

  /**
   * The same run by the code that is running now.
   *
   * @throws ChurnException exit 3 if the run was made before settings were recorded
   */
  Run again(String codeNow, Clock clock) {
    if (!settings.containsKey(Run.AS_OF)) {
      throw ChurnException.dataRefused(
          "run %s has no recorded settings; load its files into a new database to compare"
              .formatted(id));
    }
    LocalDate asOf = LocalDate.parse(settings.get(Run.AS_OF));
    return new Run(id, command, arguments, asOf, codeNow, startedAt, clock);
  }
}
