package org.churnwise.sample;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a generated sample back from its files alone, with a CSV parser that is not ours. */
record GeneratedSample(Path folder) {
  /** A customer at a snapshot: what truth.csv says and what the sales files show. */
  record Outcome(String customer, double probability, boolean churned) {}

  static GeneratedSample generate(Path parent, int customers, long seed) {
    Path out = parent.resolve("sample-" + customers + "-" + seed);
    return new GeneratedSample(
        new SampleGenerator(new SampleOptions(customers, seed, out)).generate().folder());
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  List<String[]> rows(String name) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    return new CsvParser(settings).parseAll(folder.resolve(name).toFile());
  }

  /** The rows of all files whose names match. */
  List<String[]> rowsOfAll(String namePattern) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String name : names()) {
      if (name.matches(namePattern)) {
        rows.addAll(rows(name));
      }
    }
    return rows;
  }

  List<String[]> sales() throws IOException {
    return rowsOfAll("(new_)?sales_.*");
  }

  List<String[]> feedback() throws IOException {
    return rowsOfAll("(new_)?feedback_.*");
  }

  /** The days on which each customer has bought. */
  Map<String, NavigableSet<LocalDate>> purchaseDays() throws IOException {
    Map<String, NavigableSet<LocalDate>> days = new TreeMap<>();
    for (String[] sale : sales()) {
      days.computeIfAbsent(sale[1], id -> new TreeSet<>()).add(LocalDate.parse(sale[2]));
    }
    return days;
  }

  /** Who churned at each snapshot: bought before it, and on no day of the 30 from it on. */
  Map<LocalDate, List<Outcome>> outcomes() throws IOException {
    Map<String, NavigableSet<LocalDate>> days = purchaseDays();
    Map<LocalDate, List<Outcome>> outcomes = new TreeMap<>();
    List<String[]> truth = rows("truth.csv");
    for (String[] row : truth.subList(1, truth.size())) {
      LocalDate snapshot = LocalDate.parse(row[0]);
      LocalDate next = days.get(row[1]).ceiling(snapshot);
      boolean churned = next == null || !next.isBefore(snapshot.plusDays(30));
      outcomes
          .computeIfAbsent(snapshot, date -> new ArrayList<>())
          .add(new Outcome(row[1], Double.parseDouble(row[2]), churned));
    }
    return outcomes;
  }
}
