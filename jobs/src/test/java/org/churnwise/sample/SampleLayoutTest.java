package org.churnwise.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLayoutTest {
  private static final List<String> BASE_MONTHS =
      List.of(
          "2024_05", "2024_06", "2024_07", "2024_08", "2024_09", "2024_10", "2024_11", "2024_12");
  private static final List<String> DRIFT_MONTHS =
      List.of("2025_01", "2025_02", "2025_03", "2025_04", "2025_05");

  @TempDir private static Path temporary;
  private static GeneratedSample sample;

  @BeforeAll
  static void generate() {
    sample = GeneratedSample.generate(temporary, 300, 7);
  }

  @Test
  void writesTheFilesOfTheLayoutAndNoOther() throws IOException {
    List<String> expected = new ArrayList<>(List.of("customers.csv", "new_customers.csv"));
    expected.add("truth.csv");
    BASE_MONTHS.forEach(month -> expected.add("sales_" + month + ".csv"));
    DRIFT_MONTHS.forEach(month -> expected.add("new_sales_" + month + ".csv"));
    Stream.of(BASE_MONTHS, DRIFT_MONTHS)
        .flatMap(List::stream)
        .forEach(
            month -> {
              expected.add("feedback_raw_" + month + ".csv");
              expected.add("new_feedback_raw2_" + month + ".csv");
            });
    assertEquals(new TreeSet<>(expected), new TreeSet<>(sample.names()));
  }

  @Test
  void writesCustomersInColumnOrder() throws IOException {
    for (String[] row : sample.rowsOfAll("(new_)?customers.csv")) {
      assertMatches(row, "[CN]\\d{6}", "\\d\\d", "\\w+", "Female|Male|Other", "[\\w ]+", DATE);
    }
  }

  @Test
  void writesSalesInColumnOrder() throws IOException {
    for (String[] row : sample.sales()) {
      assertMatches(
          row,
          "T20\\d{11}",
          "[CN]\\d{6}",
          DATE,
          "true|false",
          "\\d",
          "[A-Za-z ]+",
          "\\d{2,4}\\.\\d\\d");
    }
  }

  @Test
  void writesFeedbackInColumnOrder() throws IOException {
    for (String[] row : sample.feedback()) {
      assertMatches(row, DATE, ".{10,}", "[CN]\\d{6}", "F20\\d{11}", "\\d+");
    }
  }

  @Test
  void datesLieInTheMonthOfTheFileName() throws IOException {
    for (String name : sample.names()) {
      if (name.matches(".*\\d\\d\\.csv")) {
        String month = name.substring(name.length() - 11, name.length() - 4).replace('_', '-');
        int column = name.contains("sales") ? 2 : 0;
        sample.rows(name).forEach(row -> assertEquals(month, row[column].substring(0, 7), name));
      }
    }
  }

  @Test
  void idsAreUnique() throws IOException {
    List<String[]> sales = sample.sales();
    List<String[]> feedback = sample.feedback();
    assertEquals(sales.size(), distinct(sales, 0).size());
    assertEquals(feedback.size(), distinct(feedback, 3).size());
    assertEquals(feedback.size(), distinct(feedback, 4).size());
    assertEquals(600, distinct(sample.rowsOfAll("(new_)?customers.csv"), 0).size());
  }

  @Test
  void everyDayHasASaleEvenWithFewCustomers() throws IOException {
    Set<LocalDate> everyDay =
        LocalDate.of(2024, 5, 1).datesUntil(LocalDate.of(2025, 6, 1)).collect(Collectors.toSet());
    for (int customers : new int[] {20, 100}) {
      for (long seed = 0; seed < 5; seed++) {
        Set<LocalDate> covered = new HashSet<>();
        GeneratedSample.generate(temporary, customers, seed)
            .purchaseDays()
            .values()
            .forEach(covered::addAll);
        assertEquals(everyDay, covered, customers + " customers, seed " + seed);
      }
    }
  }

  @Test
  void nobodyBuysOrCommentsBeforeSigningUp() throws IOException {
    var signups =
        sample.rowsOfAll("(new_)?customers.csv").stream()
            .collect(Collectors.toMap(row -> row[0], row -> row[5]));
    sample.sales().forEach(row -> assertTrue(row[2].compareTo(signups.get(row[1])) >= 0));
    sample.feedback().forEach(row -> assertTrue(row[0].compareTo(signups.get(row[2])) >= 0));
  }

  @Test
  void newCustomersComeFromThreePlacesAndTwoSegments() {
    List<String[]> customers = sample.rows("new_customers.csv");
    assertEquals(Set.of("Austin", "Lisbon", "London"), distinct(customers, 4));
    assertEquals(Set.of("Standard", "Digital"), distinct(customers, 2));
    assertEquals(8, distinct(sample.rows("customers.csv"), 4).size());
  }

  @Test
  void oldCustomersSpend50To5000AndNewOnes10To500() throws IOException {
    List<String[]> sales = sample.sales();
    assertAmounts(sales.stream().filter(row -> row[1].startsWith("C")).toList(), "50", "5000");
    assertAmounts(sales.stream().filter(row -> row[1].startsWith("N")).toList(), "10", "500");
  }

  @Test
  void oldCustomersGoOnInTheFilesOfTheDrift() throws IOException {
    assertEquals(Set.of('C', 'N'), groups(sample.rowsOfAll("new_sales_.*"), 1));
    assertEquals(Set.of('C'), groups(sample.rowsOfAll("sales_.*"), 1));
    assertEquals(Set.of('C'), groups(sample.rowsOfAll("feedback_raw_2025.*"), 2));
    assertEquals(Set.of('N'), groups(sample.rowsOfAll("new_feedback_raw2_2024.*"), 2));
  }

  @Test
  void theSameOptionsGiveTheSameBytesInAnyLocale() throws IOException {
    Locale before = Locale.getDefault();
    GeneratedSample again;
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      again = GeneratedSample.generate(temporary.resolve("again"), 300, 7);
    } finally {
      Locale.setDefault(before);
    }
    for (String name : sample.names()) {
      assertEquals(
          -1, Files.mismatch(sample.folder().resolve(name), again.folder().resolve(name)), name);
    }
  }

  /** Holds every machine to the same numbers; a change of the process changes the hash. */
  @Test
  void theProcessGivesTheSameBytesOnEveryMachine() throws Exception {
    Path truth = GeneratedSample.generate(temporary, 100, 11).folder().resolve("truth.csv");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(truth));
    assertEquals(
        "9b87a3b33b37c1603239197259b68a54301eda5dcc73b12f47ca800599a51759",
        HexFormat.of().formatHex(hash));
  }

  @Test
  void anotherSeedGivesOtherCustomers() throws IOException {
    GeneratedSample other = GeneratedSample.generate(temporary, 300, 8);
    Path file = Path.of("customers.csv");
    assertTrue(Files.mismatch(sample.folder().resolve(file), other.folder().resolve(file)) >= 0);
  }

  private static final String DATE = "20\\d\\d-\\d\\d-\\d\\d";

  private static void assertMatches(String[] row, String... patterns) {
    assertEquals(patterns.length, row.length, () -> String.join("|", row));
    for (int i = 0; i < patterns.length; i++) {
      assertTrue(row[i].matches(patterns[i]), row[i] + " is no " + patterns[i]);
    }
  }

  private static void assertAmounts(List<String[]> sales, String least, String most) {
    List<BigDecimal> amounts = sales.stream().map(row -> new BigDecimal(row[6])).sorted().toList();
    BigDecimal lowest = amounts.get(0);
    BigDecimal highest = amounts.get(amounts.size() - 1);
    assertTrue(lowest.compareTo(new BigDecimal(least)) >= 0, () -> "lowest " + lowest);
    assertTrue(highest.compareTo(new BigDecimal(most)) <= 0, () -> "highest " + highest);
    BigDecimal two = BigDecimal.valueOf(2);
    assertTrue(lowest.compareTo(new BigDecimal(least).multiply(two)) < 0, () -> "lowest " + lowest);
    assertTrue(highest.multiply(two).compareTo(new BigDecimal(most)) > 0, () -> "top " + highest);
  }

  private static Set<String> distinct(List<String[]> rows, int column) {
    return rows.stream().map(row -> row[column]).collect(Collectors.toSet());
  }

  private static Set<Character> groups(List<String[]> rows, int column) {
    return rows.stream().map(row -> row[column].charAt(0)).collect(Collectors.toSet());
  }
}
