package org.churnwise.ingest;

import java.util.List;
import picocli.CommandLine.Option;

/** Which loaded files are corrected, and how; or that all comments are scored anew. */
final class CorrectionOptions {
  @Option(
      names = "--replace",
      required = true,
      paramLabel = "FILE|MONTH",
      description = {
        "Load a file anew whose content has changed, or all files of a month (2024-05), instead of what is loaded of them.",
        "Repeatable; nothing else is loaded."
      })
  private List<String> replaced;

  @Option(
      names = "--undo",
      required = true,
      paramLabel = "FILE",
      description = "Take a loaded file back, as if it had never been loaded. Repeatable.")
  private List<String> undone;

  @Option(
      names = "--rescore",
      required = true,
      description = {
        "Give all loaded comments their sentiment anew, by the function that sentiment.function names,",
        "or by the other one if theirs does not answer any more. Features that used them become stale."
      })
  private boolean rescored;

  /** Whether no file is corrected, but all comments are scored anew. */
  boolean isRescoring() {
    return rescored;
  }

  /** Whether files are replaced, which needs the source; else they are undone. */
  boolean isReplacement() {
    return replaced != null;
  }

  List<String> names() {
    return isReplacement() ? replaced : undone;
  }
}
