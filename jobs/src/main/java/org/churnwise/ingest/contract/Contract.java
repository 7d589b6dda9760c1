package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How files map onto the feeds: their names, form, columns, types and rules. The language of its
 * file is explained at the top of {@code conf/contracts/reference.conf}.
 *
 * @param name of a bundled contract, or the path of a file
 * @param version sixteen hexadecimal digits: equal for contracts that say the same
 * @param feeds at most one contract a feed; sales is among them
 */
public record Contract(String name, String version, Limits limits, List<FeedContract> feeds)
    implements Serializable {
  public Contract {
    feeds = List.copyOf(feeds);
  }

  /**
   * The contract that {@code ingest.contract} names: a bundled one, or the path of a .conf file.
   * Reads one small file.
   *
   * @throws org.churnwise.error.ChurnException with exit code USAGE for an unknown name, a missing
   *     file or a contract that does not hold together
   */
  public static Contract load(String nameOrPath) {
    return ContractReader.read(nameOrPath, ContractFiles.read(nameOrPath));
  }

  /** The contract of a feed, if files of it exist here at all. */
  public Optional<FeedContract> feed(String label) {
    return feeds.stream().filter(feed -> feed.feed().equals(label)).findFirst();
  }

  /**
   * Shares of a file's records, in [0, 1].
   *
   * @param refusedQuarantinedShare beyond it a file of {@link #FEWEST_RECORDS} records or more is
   *     not loaded
   * @param quarantinedShare beyond it data_quality holds a BREACH
   * @param duplicateShare beyond it data_quality holds a BREACH
   */
  public record Limits(
      double refusedQuarantinedShare, double quarantinedShare, double duplicateShare)
      implements Serializable {
    /** Fewer records than these are too few to judge a file by a share. */
    public static final long FEWEST_RECORDS = 20;
  }
}
