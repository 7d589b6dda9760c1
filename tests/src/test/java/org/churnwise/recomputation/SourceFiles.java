package org.churnwise.recomputation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the files of a folder say, in the reference's layout and without bad rows: the rows of
 * customers, sales and comments by customer. A transaction or comment that stands twice counts
 * once.
 */
record SourceFiles(
    Map<String, List<Customer>> customers,
    Map<String, List<Sale>> sales,
    Map<String, List<Comment>> comments) {

  /** A row of customers.csv or new_customers.csv, and the first snapshot at which it counts. */
  record Customer(
      Long age,
      String segment,
      String gender,
      String location,
      LocalDate signup,
      LocalDate validFrom) {}

  /** What counts of a sale. */
  record Sale(LocalDate day, BigDecimal amount) {}

  /** What counts of a comment; its sentiment stands in the warehouse under its id. */
  record Comment(LocalDate day, String id) {}

  /** Reads a whole folder into memory. */
  static SourceFiles read(Path folder) {
    Map<String, List<Customer>> customers = new HashMap<>();
    forEachRecord(folder, "customers\\.csv", row -> add(customers, row, LocalDate.of(1, 1, 1)));
    afterFirstDriftMonth(folder)
        .ifPresent(
            day -> forEachRecord(folder, "new_customers\\.csv", row -> add(customers, row, day)));

    Map<String, List<Sale>> sales = new TreeMap<>();
    Set<String> transactions = new HashSet<>();
    forEachRecord(
        folder,
        "(new_)?sales_\\d{4}_\\d{1,2}\\.csv",
        row -> {
          if (transactions.add(row.get(0))) {
            Sale sale = new Sale(LocalDate.parse(row.get(2)), new BigDecimal(row.get(6)));
            sales.computeIfAbsent(row.get(1), id -> new ArrayList<>()).add(sale);
          }
        });

    Map<String, List<Comment>> comments = new HashMap<>();
    Set<String> feedback = new HashSet<>();
    forEachRecord(
        folder,
        "(feedback_raw|new_feedback_raw2)_\\d{4}_\\d{1,2}\\.csv",
        row -> {
          if (feedback.add(row.get(3))) {
            Comment comment = new Comment(LocalDate.parse(row.get(0)), row.get(3));
            comments.computeIfAbsent(row.get(2), id -> new ArrayList<>()).add(comment);
          }
        });
    return new SourceFiles(customers, sales, comments);
  }

  /** The day after the newest sale: the first day of which nothing is known. */
  LocalDate watermark() {
    return sales.values().stream()
        .flatMap(List::stream)
        .map(Sale::day)
        .max(LocalDate::compareTo)
        .orElseThrow()
        .plusDays(1);
  }

  /** Oldest first: nothing is older than what was known from the start. */
  private static void add(Map<String, List<Customer>> customers, List<String> row, LocalDate day) {
    customers.computeIfAbsent(row.get(0), id -> new ArrayList<>()).add(customer(row, day));
  }

  private static Optional<LocalDate> afterFirstDriftMonth(Path folder) {
    List<LocalDate> days = new ArrayList<>();
    forEachRecord(
        folder, "new_sales_\\d{4}_\\d{1,2}\\.csv", row -> days.add(LocalDate.parse(row.get(2))));
    return days.stream().min(LocalDate::compareTo).map(day -> day.withDayOfMonth(1).plusMonths(1));
  }

  private static Customer customer(List<String> row, LocalDate validFrom) {
    return new Customer(
        row.get(1) == null ? null : Long.valueOf(row.get(1)),
        row.get(2),
        row.get(3),
        row.get(4),
        row.get(5) == null ? null : LocalDate.parse(row.get(5)),
        validFrom);
  }

  private static void forEachRecord(
      Path folder, String namePattern, Consumer<List<String>> consumer) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().matches(namePattern))
          .sorted()
          .forEach(file -> CsvFile.records(file).forEach(consumer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
