package org.churnwise.run;

/** Rows that a stage read and wrote for one slice. */
public record StageCounts(long rowsIn, long rowsOut) {}
