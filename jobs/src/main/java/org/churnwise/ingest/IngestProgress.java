package org.churnwise.ingest;

/** Is told what a load does, file by file. */
public interface IngestProgress {
  /** A file's transaction has committed. */
  void loaded(FileResult result);

  /** A file was not loaded, because another one of its feed and month has the same content. */
  void sameContent(SourceFile file, String other);

  /** Tells nobody. */
  static IngestProgress silent() {
    return new IngestProgress() {
      @Override
      public void loaded(FileResult result) {}

      @Override
      public void sameContent(SourceFile file, String other) {}
    };
  }
}
