package org.churnwise.ingest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.run.LoadedFiles.LoadedFile;

/**
 * The result of a correction.
 *
 * @param files one per file that was taken back or loaded
 * @param loaded the files that were loaded
 * @param conflictsResolved quarantined rows of standing files that contradicted a removed row
 * @param findings holes and faults that the data have now and had not before
 * @param uncovered features and labels that need days which are not known any more; taken back too
 * @param receivers standing files that hold some of the removed rows, and stand for them now
 */
record CorrectionResult(
    List<FileCorrection> files,
    List<FileResult> loaded,
    long conflictsResolved,
    List<Finding> findings,
    List<Uncovered> uncovered,
    List<LoadedFile> receivers,
    Optional<LocalDate> watermarkBefore,
    Optional<LocalDate> watermark) {

  /** A snapshot of a stage. */
  record Uncovered(String stage, LocalDate snapshotDate) {}
}
