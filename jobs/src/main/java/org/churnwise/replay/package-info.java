/**
 * Replaying runs: {@link org.churnwise.replay.Replayer} rebuilds what a run wrote, from the files
 * that it read, in a scratch warehouse, and compares.
 */
package org.churnwise.replay;
