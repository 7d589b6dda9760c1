package org.churnwise.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.churnwise.run.SliceId;
import org.churnwise.run.StageSlice;

/**
 * One look at a snapshot before its labels are FINAL.
 *
 * @param id which days of which snapshot
 * @param predictions that were in production for it
 * @param earlier those of earlier snapshots to compare with, the newest first
 * @param obstacle why these days are no evidence; empty if they are known and without a hole
 * @param knownOn first watermark on which they are known
 */
record InterimTask(
    SliceId.Interim id,
    SliceId.Predictions predictions,
    List<SliceId.Predictions> earlier,
    Optional<String> obstacle,
    LocalDate knownOn,
    StageSlice slice) {}
