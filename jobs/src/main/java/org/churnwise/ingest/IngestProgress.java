package org.churnwise.ingest;

import org.churnwise.ingest.evidence.Finding;

/** Receives the progress of a load, file by file. */
public interface IngestProgress {
  /** A file's transaction has committed. */
  void loaded(FileResult result);

  /** A file was skipped, because another one of its feed and month has the same content. */
  void sameContent(SourceFile file, String other);

  /** The data have a hole or fault that was not known before. */
  void found(Finding finding);

  /** Ignores all progress. */
  static IngestProgress silent() {
    return new IngestProgress() {
      @Override
      public void loaded(FileResult result) {}

      @Override
      public void sameContent(SourceFile file, String other) {}

      @Override
      public void found(Finding finding) {}
    };
  }
}
