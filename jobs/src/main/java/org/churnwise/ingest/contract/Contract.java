package org.churnwise.ingest.contract;

import com.typesafe.config.ConfigFactory;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.ContractFiles;

/**
 * How files map onto the feeds: their names, format, columns, types and rules. The top of {@code
 * conf/contracts/reference.conf} explains the syntax.
 *
 * @param name of a bundled contract, or the path of a file
 * @param version sixteen hexadecimal digits; equal for contracts of the same meaning
 * @param content what it says, as JSON without comments; {@link #kept} reads it
 * @param feeds at most one contract per feed; includes sales
 */
public record Contract(
    String name, String version, String content, Limits limits, List<FeedContract> feeds)
    implements Serializable {
  public Contract {
    feeds = List.copyOf(feeds);
  }

  /**
   * The contract that {@code ingest.contract} names: a bundled one, or the path of a .conf file.
   * Reads one small file.
   *
   * @throws org.churnwise.error.ChurnException with exit code USAGE for an unknown name, a missing
   *     file or an inconsistent contract
   */
  public static Contract load(String nameOrPath) {
    return ContractReader.read(nameOrPath, ContractFiles.read(nameOrPath));
  }

  /** The contract that files were once loaded by, by its content. */
  public static Contract kept(String name, String content) {
    return ContractReader.read(name, ConfigFactory.parseString(content));
  }

  /** Whether tables hold the rows of some feeds. */
  public boolean hasTables() {
    return feeds.stream().anyMatch(FeedContract::isTable);
  }

  /** Whether files hold the rows of some feeds. */
  public boolean hasFiles() {
    return feeds.stream().anyMatch(feed -> !feed.isTable());
  }

  /** The contract of a feed, if the contract covers it. */
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
    /** With fewer records a share says too little about a file. */
    public static final long FEWEST_RECORDS = 20;
  }
}
