package org.churnwise.ingest;

import org.churnwise.ingest.evidence.Finding;
import org.churnwise.quality.QualityCheck;

/** Receives the progress of a load, file by file. */
public interface IngestProgress {
  /** A file's transaction has committed. */
  void loaded(FileResult result);

  /** A file was skipped, because another one of its feed and month has the same content. */
  void sameContent(SourceFile file, String other);

  /** The data have a hole or fault that was not known before. */
  void found(Finding finding);

  /** A loaded file does not meet a check of its quality. */
  default void breached(QualityCheck check) {}

  /** Quarantined rows of a file came in, since their day has come. */
  default void released(FileResult result) {}

  /** Quarantined rows whose day has come stay where they are. */
  default void notReleased(String why) {}

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
