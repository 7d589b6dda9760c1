package org.churnwise.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** customers.csv and new_customers.csv, and the ids of customers in all files. */
final class CustomerFiles {
  static final int COUNT = 2;

  private static final int ID_DIGITS = 6;
  private static final List<byte[]> GENDERS = encoded("Female", "Male", "Female", "Male", "Other");
  private static final List<byte[]> SEGMENTS =
      encoded("Standard", "Premium", "Basic", "Standard", "Corporate", "Basic");
  private static final List<byte[]> LOCATIONS =
      encoded("Berlin", "Chicago", "London", "New York", "Paris", "Singapore", "Sydney", "Toronto");
  private static final List<byte[]> NEW_SEGMENTS = encoded("Standard", "Digital", "Digital");
  private static final List<byte[]> NEW_LOCATIONS = encoded("Austin", "Lisbon", "London");

  private CustomerFiles() {}

  static void write(Path folder, Customers customers) throws IOException {
    try (CsvWriter base = new CsvWriter(folder.resolve("customers.csv"));
        CsvWriter later = new CsvWriter(folder.resolve("new_customers.csv"))) {
      for (int customer = 0; customer < customers.count(); customer++) {
        writeRow(customers.isNew(customer) ? later : base, customers, customer);
      }
    }
  }

  /** C000001 for the first customer of the base months, N000001 for the first new one. */
  static CsvWriter writeId(CsvWriter csv, Customers customers, int customer) throws IOException {
    return csv.id(
        customers.isNew(customer) ? "N" : "C", customers.numberInGroup(customer), ID_DIGITS);
  }

  private static void writeRow(CsvWriter csv, Customers customers, int customer)
      throws IOException {
    boolean isNew = customers.isNew(customer);
    RandomStream random = customers.profile(customer);
    writeId(csv, customers, customer)
        .number(customers.age(customer))
        .encoded(one(isNew ? NEW_SEGMENTS : SEGMENTS, random))
        .encoded(one(GENDERS, random))
        .encoded(one(isNew ? NEW_LOCATIONS : LOCATIONS, random))
        .date(customers.signupDay(customer))
        .endRow();
  }

  private static byte[] one(List<byte[]> values, RandomStream random) {
    return values.get(random.below(values.size()));
  }

  private static List<byte[]> encoded(String... values) {
    return Stream.of(values).map(CsvWriter::encode).toList();
  }
}
