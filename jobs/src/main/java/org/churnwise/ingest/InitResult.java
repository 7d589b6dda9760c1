package org.churnwise.ingest;

import java.util.List;
import org.churnwise.ingest.contract.Feed;

/**
 * The result of init.
 *
 * @param customersFiles found
 * @param salesFiles found
 * @param feedbackFiles found
 * @param customerRows loaded now
 * @param reset whether everything was removed first
 */
record InitResult(
    long customersFiles, long salesFiles, long feedbackFiles, long customerRows, boolean reset) {

  static InitResult of(List<SourceFile> files, long customerRows, boolean reset) {
    return new InitResult(
        count(files, Feed.CUSTOMERS),
        count(files, Feed.SALES),
        count(files, Feed.FEEDBACK),
        customerRows,
        reset);
  }

  private static long count(List<SourceFile> files, Feed feed) {
    return files.stream().filter(file -> file.feed().equals(feed.label())).count();
  }
}
