package org.churnwise.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.churnwise.cli.Console;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.LandingRows.Outcome;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FilePattern;

/** One file read by a contract, without loading it. */
final class FileTrial {
  private static final int FIRST_ROWS = 5;
  private static final int FIRST_BAD_LINES = 3;
  private static final int WIDEST = 100;

  private final FileTask task;
  private final List<Row> firstRows = new ArrayList<>();
  private final Map<String, Reason> reasons = new TreeMap<>();
  private final Set<String> currencies = new TreeSet<>();
  private long read;
  private long dropped;
  private long bad;
  private long good;
  private String refused;

  private FileTrial(FileTask task) {
    this.task = task;
  }

  /** Reads a local file. */
  static FileTrial of(Path file, Contract contract, LocalDate asOf, Configuration hadoop) {
    if (!Files.isRegularFile(file)) {
      throw ChurnException.dataRefused(
          "cannot read file " + file + "; give the path of a file that exists");
    }
    String name = file.getFileName().toString();
    FeedContract feed =
        contract.feeds().stream()
            .filter(one -> !one.isTable())
            .filter(one -> one.files().stream().anyMatch(p -> p.match(name).isPresent()))
            .findFirst()
            .orElseThrow(
                () ->
                    ChurnException.dataRefused(
                        contract.hasFiles()
                            ? "file %s matches no name in contract %s; correct 'files' there"
                                .formatted(file, contract.name())
                            : "file %s is none of contract %s, whose rows are in tables; 'submit/churn ingest' checks these, and loads nothing if it refuses one"
                                .formatted(file, contract.name())));
    FilePattern.Match match = feed.pattern(name).match(name).orElseThrow();
    var path = new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri());
    StoredBytes.Content content = content(path, hadoop);
    FileTrial trial =
        new FileTrial(
            new FileTask(
                1,
                path.toString(),
                name,
                match.month().orElse(null),
                content,
                asOf,
                feed.feed().equals("customers") ? asOf : null,
                feed));
    FileReading.rowsOf(trial.task, hadoop).forEachRemaining(trial::add);
    return trial;
  }

  private static StoredBytes.Content content(org.apache.hadoop.fs.Path path, Configuration hadoop) {
    try {
      return FileDiscovery.content(FileSystem.getLocal(hadoop), path);
    } catch (IOException e) {
      throw ChurnException.dataRefused("cannot read file %s: %s".formatted(path, e.getMessage()));
    }
  }

  private void add(Row row) {
    long records = row.getLong(LandingRows.place("record_count"));
    read += records;
    switch (Outcome.valueOf(row.getString(LandingRows.place("outcome")))) {
      case GOOD -> {
        good++;
        keepFirst(firstRows, row, FIRST_ROWS);
      }
      case BAD -> {
        bad += records;
        String column = StringUtils.defaultString(row.getString(LandingRows.place("column_name")));
        reasons
            .computeIfAbsent(
                (row.getString(LandingRows.place("rule")) + " " + column).strip(),
                none -> new Reason())
            .add(row);
      }
      case FILTERED -> dropped += records;
      case CURRENCY -> currencies.add(row.getString(LandingRows.place("value")));
      case REFUSED -> refused = row.getString(LandingRows.place("value"));
      default -> throw new IllegalStateException("an outcome that no parser gives");
    }
  }

  /** Keeps the rows that come first in the file; lines of sales come in another order. */
  private static void keepFirst(List<Row> rows, Row row, int most) {
    rows.add(row);
    rows.sort(Comparator.comparingLong(FileTrial::line));
    if (rows.size() > most) {
      rows.remove(most);
    }
  }

  private static long line(Row row) {
    return row.getLong(LandingRows.place("line_number"));
  }

  String name() {
    return task.name();
  }

  LandedFile counts() {
    return new LandedFile(
        1,
        read,
        dropped,
        0,
        bad,
        good,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(refused),
        currencies.stream().findFirst(),
        currencies.stream().reduce((first, last) -> last),
        Optional.empty(),
        false,
        0,
        0);
  }

  /** Why {@code ingest} would refuse the file for what it holds itself. */
  Optional<String> refusal(Contract contract) {
    LandedFile counts = counts();
    if (refused != null) {
      return Optional.of(refused);
    }
    if (counts.isWithoutRecords()) {
      return Optional.of("holds no records but the %d that are dropped".formatted(dropped));
    }
    if (counts.isMostlyBad(contract.limits(), 0)) {
      return Optional.of(
          "%d of %d records are bad; correct the file, or the contract"
              .formatted(bad, counts.recordsChecked()));
    }
    String only = task.contract().currency().only();
    boolean other = only != null && !currencies.isEmpty() && !currencies.equals(Set.of(only));
    return currencies.size() > 1 || other
        ? Optional.of(
            "its money is of "
                + String.join(" and ", currencies)
                + ", which cannot be summed, or is not allowed")
        : Optional.empty();
  }

  void print(Console console) {
    LandedFile counts = counts();
    console.line("file %s: feed %s".formatted(task.name(), task.contract().feed()));
    if (refused != null) {
      return;
    }
    List<String> columns = task.contract().columns().stream().map(ColumnRule::target).toList();
    console.table(columns, firstRows.stream().map(row -> cells(row, columns)).toList());
    console.line(
        "  %s read = %s dropped + %s folded + %s bad + %s good"
            .formatted(
                Console.count(read, "record"),
                Console.count(dropped),
                Console.count(counts.recordsFolded()),
                Console.count(bad),
                Console.count(good)));
    reasons.forEach((name, reason) -> reason.print(name, console));
  }

  private static List<String> cells(Row row, List<String> columns) {
    return columns.stream()
        .map(column -> row.get(LandingRows.place(column)))
        .map(value -> value == null ? "" : shown(value.toString()))
        .toList();
  }

  private static String shown(String text) {
    return StringUtils.abbreviate(text.replaceAll("\\p{Cntrl}", " "), WIDEST);
  }

  /** How often a rule is broken, and where first. */
  private static final class Reason {
    private final List<Row> first = new ArrayList<>();
    private long count;

    void add(Row row) {
      count++;
      keepFirst(first, row, FIRST_BAD_LINES);
    }

    void print(String name, Console console) {
      console.line("  %s: %s".formatted(name, Console.count(count, "time")));
      ContractHint.of(first.get(0).getString(LandingRows.place("rule")))
          .ifPresent(hint -> console.line("    " + hint));
      for (Row row : first) {
        String value = row.getString(LandingRows.place("value"));
        console.line(
            "    line %d%s: %s"
                .formatted(
                    line(row),
                    value == null ? "" : " '" + shown(value) + "'",
                    shown(row.getString(LandingRows.place("raw_row")))));
      }
    }
  }
}
