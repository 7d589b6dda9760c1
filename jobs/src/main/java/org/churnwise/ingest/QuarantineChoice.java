package org.churnwise.ingest;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.warehouse.Warehouse;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that choose files in quarantine. */
public final class QuarantineChoice {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file that the rows came with, by name or feed/name; repeatable.")
  private List<String> files = List.of();

  @Parameters(paramLabel = "FILE", description = "The same as --file.")
  private List<String> named = List.of();

  @Option(
      names = "--feed",
      paramLabel = "FEED",
      description = "Only rows of customers, sales or feedback.")
  private String feed;

  /** Refuses a feed that does not exist. */
  void validate() {
    if (feed != null && !Feed.names().contains(feed)) {
      throw ChurnException.usage(
          "--feed %s is no feed; give one of %s".formatted(feed, String.join(", ", Feed.names())));
    }
  }

  private List<String> files() {
    return Stream.concat(files.stream(), named.stream()).toList();
  }

  boolean holds(String ofFeed, String name) {
    List<String> files = files();
    boolean chosen =
        files.isEmpty()
            || files.stream()
                .anyMatch(file -> file.equals(name) || file.equals(ofFeed + "/" + name));
    return chosen && (feed == null || feed.equals(ofFeed));
  }

  /**
   * The chosen files with what the quarantine holds of them.
   *
   * @throws ChurnException (usage) for a file without quarantined rows
   */
  List<QuarantinedFile> of(Warehouse warehouse) {
    List<QuarantinedFile> all = QuarantinedFile.all(warehouse);
    for (String file : files()) {
      boolean found =
          all.stream()
              .anyMatch(
                  one -> file.equals(one.name()) || file.equals(one.feed() + "/" + one.name()));
      if (!found) {
        throw ChurnException.usage(
            "%s: the quarantine holds no row of it; it holds rows of %s"
                .formatted(file, names(all)));
      }
    }
    return all.stream().filter(file -> holds(file.feed(), file.name())).toList();
  }

  private static String names(List<QuarantinedFile> all) {
    return all.isEmpty()
        ? "no file"
        : all.stream().map(QuarantinedFile::name).limit(8).collect(Collectors.joining(", "));
  }

  /**
   * The only chosen file.
   *
   * @throws ChurnException (usage) if there are none or several
   */
  QuarantinedFile only(Warehouse warehouse) {
    List<QuarantinedFile> chosen = of(warehouse);
    if (chosen.size() != 1) {
      throw ChurnException.usage(
          chosen.isEmpty()
              ? "the quarantine holds no such row; 'submit/churn quarantine list' shows what it holds"
              : "the quarantine holds rows of %d files, %s; name one"
                  .formatted(chosen.size(), names(chosen)));
    }
    return chosen.get(0);
  }
}
