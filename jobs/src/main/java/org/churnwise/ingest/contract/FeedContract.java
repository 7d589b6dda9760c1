package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the files of one feed are read.
 *
 * @param feed customers, sales or feedback
 * @param files which files belong to it
 * @param format how their text is split into values
 * @param dropped filters for records to leave out
 * @param columns the columns of the table that get a value
 * @param oneSalePer records of a file that agree in these columns are one sale; empty: each record
 *     is a row
 * @param currency of its money
 * @param returns which records of sales are returns
 * @param table that holds its rows; null where files do
 */
public record FeedContract(
    String feed,
    List<FilePattern> files,
    FileFormat format,
    List<RecordFilter> dropped,
    List<ColumnRule> columns,
    List<String> oneSalePer,
    Currency currency,
    Returns returns,
    TableSource table)
    implements Serializable {
  public FeedContract {
    files = List.copyOf(files);
    dropped = List.copyOf(dropped);
    columns = List.copyOf(columns);
    oneSalePer = List.copyOf(oneSalePer);
  }

  /** Whether a table holds its rows, and no files do. */
  public boolean isTable() {
    return table != null;
  }

  /** The first pattern that a file's name matches; it must match one. */
  public FilePattern pattern(String fileName) {
    return files.stream()
        .filter(pattern -> pattern.match(fileName).isPresent())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(fileName + " is no file of the feed " + feed));
  }

  /** The columns of its files that it needs. */
  public List<ColumnRef> neededColumns() {
    List<ColumnRef> needed = new ArrayList<>();
    columns.forEach(rule -> needed.addAll(rule.source().references()));
    dropped.forEach(filter -> needed.add(filter.column()));
    currency.source().ifPresent(needed::add);
    needed.addAll(returns.references());
    return needed.stream().distinct().toList();
  }

  /** The rule for a column of the table; it must be mapped. */
  public ColumnRule column(String target) {
    return columns.stream().filter(rule -> rule.target().equals(target)).findFirst().orElseThrow();
  }

  /** How the key of a row is made, if the files number none. */
  public Optional<ValueSource.Generated> generatedKey() {
    return columns.stream()
        .map(ColumnRule::source)
        .filter(ValueSource.Generated.class::isInstance)
        .map(ValueSource.Generated.class::cast)
        .findFirst();
  }

  /** Whether several columns, or other columns, are the number of a sale. */
  public boolean isKeyComposed() {
    return isGrouped() && !oneSalePer.equals(List.of(Feed.SALES.key()));
  }

  /** Whether records are folded into sales. */
  public boolean isGrouped() {
    return !oneSalePer.isEmpty();
  }
}
