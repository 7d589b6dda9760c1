package org.churnwise.pipeline;

import org.churnwise.cli.Console;
import org.churnwise.features.FeatureResult;
import org.churnwise.ingest.IngestResult;
import org.churnwise.labels.LabelResult;
import org.churnwise.scoring.ScoreResult;
import org.churnwise.training.TrainingResult;

/** What the stages did, in a few words for the console. */
final class StageSummaries {
  private StageSummaries() {}

  static String of(IngestResult result) {
    if (result.filesLoaded() == 0) {
      return "up to date";
    }
    return Console.count(result.filesLoaded(), "file")
        + ", "
        + Console.count(result.rowsLoaded(), "row")
        + ", "
        + result.rowsQuarantined()
        + " quarantined, "
        + result.rowsDuplicate()
        + " duplicate";
  }

  static String of(FeatureResult result) {
    return result.snapshotsWritten() == 0
        ? "up to date"
        : Console.count(result.rowsWritten())
            + " customers"
            + (result.snapshotsWritten() == 1
                ? ""
                : " of " + result.snapshotsWritten() + " snapshots");
  }

  static String of(LabelResult result) {
    return result.becameFinal() + result.pending() == 0
        ? "up to date"
        : Console.count(result.becameFinal(), "snapshot")
            + " became FINAL, "
            + result.pending()
            + " PENDING";
  }

  static String of(TrainingResult result) {
    return result.upToDate()
        ? "up to date"
        : result.modelVersion() + " " + result.outcome() + ", " + result.reason();
  }

  static String of(ScoreResult result) {
    return result.snapshotsWritten() == 0
        ? "up to date"
        : Console.count(result.customers())
            + " customers by "
            + result.modelVersion()
            + ", "
            + Console.count(result.flagged())
            + " flagged, "
            + Console.count(result.contacts())
            + " to contact";
  }
}
