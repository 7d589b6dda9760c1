package org.churnwise.replay;

/**
 * A slice that a run wrote.
 *
 * @param stage that wrote it
 * @param name snapshot, file, watermark, as the stage calls it
 * @param key see {@link org.churnwise.run.StageSlice}
 */
record RecordedSlice(String stage, String name, String key) {}
