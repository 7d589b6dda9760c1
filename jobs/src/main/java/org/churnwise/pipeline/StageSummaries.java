package org.churnwise.pipeline;

import org.churnwise.cli.Console;
import org.churnwise.features.FeatureResult;
import org.churnwise.ingest.IngestResult;
import org.churnwise.labels.LabelResult;
import org.churnwise.scoring.ScoreResult;
import org.churnwise.training.TrainingResult;

/** One-line summaries of what the stages did, for the console. */
final class StageSummaries {
  private StageSummaries() {}

  static String of(IngestResult result) {
    if (result.filesLoaded() == 0) {
      return "up to date";
    }
    return "%s, %s, %s quarantined, %s duplicate"
        .formatted(
            Console.count(result.filesLoaded(), "file"),
            Console.count(result.rowsLoaded(), "row"),
            result.rowsQuarantined(),
            result.rowsDuplicate());
  }

  static String of(FeatureResult result) {
    return switch (result.snapshotsWritten()) {
      case 0 -> "up to date";
      case 1 -> Console.count(result.rowsWritten()) + " customers";
      default ->
          "%s customers of %s snapshots"
              .formatted(Console.count(result.rowsWritten()), result.snapshotsWritten());
    };
  }

  static String of(LabelResult result) {
    if (result.becameFinal() + result.pending() + result.noEvidence() == 0) {
      return "up to date";
    }
    String noEvidence =
        result.noEvidence() == 0 ? "" : ", %d NO_EVIDENCE".formatted(result.noEvidence());
    return "%s became FINAL, %s PENDING%s"
        .formatted(Console.count(result.becameFinal(), "snapshot"), result.pending(), noEvidence);
  }

  static String of(TrainingResult result) {
    return result.upToDate()
        ? "up to date"
        : "%s %s, %s".formatted(result.modelVersion(), result.outcome(), result.reason());
  }

  static String of(ScoreResult result) {
    return result.snapshotsWritten() == 0
        ? result.standing().orElse("up to date")
        : "%s customers by %s, %s flagged, %s to contact"
            .formatted(
                Console.count(result.customers()),
                result.modelVersion(),
                Console.count(result.flagged()),
                Console.count(result.contacts()));
  }
}
