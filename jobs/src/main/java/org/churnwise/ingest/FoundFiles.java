package org.churnwise.ingest;

import java.util.List;

/**
 * The files in a source.
 *
 * @param files that belong to a feed, in the order in which they are loaded: by month (files
 *     without one first), then customers, sales, feedback, then by name
 * @param otherNames names that no pattern of the contract matches, and those of folders that are
 *     named like files and of broken links, which say so
 */
public record FoundFiles(List<SourceFile> files, List<String> otherNames) {
  /** Nothing was looked for. */
  public static final FoundFiles NONE = new FoundFiles(List.of(), List.of());

  public FoundFiles {
    files = List.copyOf(files);
    otherNames = List.copyOf(otherNames);
  }
}
