package org.churnwise.pipeline;

import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.ingest.FileResult;
import org.churnwise.ingest.IngestConsole;
import org.churnwise.ingest.IngestProgress;
import org.churnwise.ingest.IngestResult;
import org.churnwise.ingest.LoadTerms;
import org.churnwise.ingest.SourceFile;
import org.churnwise.ingest.evidence.Finding;
import org.churnwise.quality.DataQualityChecker;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.Stage;

/** The loads of the month loop: only what they find in the data is printed at once. */
record MonthLoads(DataIngestionPipeline ingestion, LoadTerms terms, Console console)
    implements IngestProgress {

  IngestResult load(List<SourceFile> files) {
    return ingestion.load(files, terms, this);
  }

  @Override
  public void loaded(FileResult result) {}

  @Override
  public void sameContent(SourceFile file, String other) {}

  @Override
  public void breached(QualityCheck check) {
    console.note(
        Stage.INGEST.toString(), check.subject(), "BREACH " + DataQualityChecker.spoken(check));
  }

  @Override
  public void released(FileResult result) {
    new IngestConsole(console).released(result);
  }

  @Override
  public void notReleased(String why) {
    console.note(Stage.INGEST.toString(), "", why);
  }

  @Override
  public void found(Finding finding) {
    console.note(Stage.INGEST.toString(), finding.fault().period().toString(), finding.spoken());
  }
}
