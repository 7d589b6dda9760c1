package org.churnwise.run;

/**
 * One thing that a slice was made from.
 *
 * @param name table, or {@link #FILE}
 * @param slice snapshot, file name, model version
 * @param hash of a file's bytes, with the number of its load if it was taken back before, or the
 *     stage key of the slice
 */
public record Input(String name, String slice, String hash) {
  /** What a load reads, which is no table. */
  public static final String FILE = "file";
}
