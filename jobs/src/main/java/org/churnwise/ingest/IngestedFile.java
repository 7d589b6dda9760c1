package org.churnwise.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;

/** A row of files_ingested. */
record IngestedFile(
    String fileType,
    Optional<Long> year,
    Optional<Long> month,
    String fileName,
    String stageName,
    String contentHash,
    Optional<String> header,
    String contractVersion,
    Optional<String> currency,
    Optional<Long> releasedFrom,
    long rowsRead,
    long rowsLoaded,
    long rowsQuarantined,
    long rowsDuplicate,
    Optional<LocalDate> firstDay,
    Optional<LocalDate> lastDay,
    Instant ingestedAt,
    String runId,
    long loadNumber) {
  static final RecordRows<IngestedFile> ROWS =
      new RecordRows<>(Tables.FILES_INGESTED, IngestedFile.class);

  static IngestedFile of(
      FileResult result, LandedFile landed, Contract contract, long loadNumber, Run run) {
    SourceFile file = result.file();
    return new IngestedFile(
        file.feed(),
        file.month().map(YearMonth::getYear).map(Long::valueOf),
        file.month().map(YearMonth::getMonthValue).map(Long::valueOf),
        file.name(),
        new Path(file.path()).getParent().toString(),
        file.contentHash(),
        landed.header(),
        contract.version(),
        landed.currency(contract.feed(file.feed())),
        file.release().map(Release::from),
        result.rowsRead(),
        result.rowsLoaded(),
        result.rowsQuarantined(),
        result.rowsDuplicate(),
        result.firstDay(),
        result.lastDay(),
        run.clock().instant(),
        run.id(),
        loadNumber);
  }
}
