package org.churnwise.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** sales_YYYY_MM.csv, and new_sales_YYYY_MM.csv from the drift on; ordered by day. */
final class SalesFiles {
  private static final int ID_DIGITS = 7;
  private static final double DISCOUNTED = 0.3;
  private static final int MOST_ITEMS = 8;
  private static final List<byte[]> PAYMENT_METHODS =
      Stream.of("Credit Card", "Debit Card", "PayPal", "Bank Transfer", "Credit Card")
          .map(CsvWriter::encode)
          .toList();
  private static final byte[] TRUE = CsvWriter.encode("true");
  private static final byte[] FALSE = CsvWriter.encode("false");

  private static final int LEAST_CENTS = 50_00;
  private static final int MOST_CENTS = 5_000_00;
  private static final int LEAST_NEW_CENTS = 10_00;
  private static final int MOST_NEW_CENTS = 500_00;

  /** How much of the spread of amounts lies between customers, not within one. */
  private static final double BETWEEN_CUSTOMERS = 0.5;

  private final Path folder;
  private final Customers customers;
  private final long seed;
  private long rows;
  private int files;

  SalesFiles(Path folder, Customers customers, long seed) {
    this.folder = folder;
    this.customers = customers;
    this.seed = seed;
  }

  void write(SampleMonth month, EventList purchases) throws IOException {
    String name = (month.isDrift() ? "new_sales_" : "sales_") + month.fileSuffix() + ".csv";
    String letters = "T" + month.number();
    try (CsvWriter csv = new CsvWriter(folder.resolve(name))) {
      for (int event : purchases.byDay(month)) {
        int number = Math.toIntExact(csv.rows() + 1);
        csv.id(letters, number, ID_DIGITS);
        RandomStream random =
            RandomStream.of(seed, RandomStream.Purpose.SALE, month.index(), number);
        writeRest(csv, random, purchases.customer(event), purchases.day(event));
      }
      rows += csv.rows();
    }
    files++;
  }

  long rows() {
    return rows;
  }

  int files() {
    return files;
  }

  private void writeRest(CsvWriter csv, RandomStream random, int customer, int day)
      throws IOException {
    CustomerFiles.writeId(csv, customers, customer)
        .date(day)
        .encoded(random.chance(DISCOUNTED) ? TRUE : FALSE)
        .number(random.between(1, MOST_ITEMS))
        .encoded(PAYMENT_METHODS.get(random.below(PAYMENT_METHODS.size())))
        .cents(amount(random, customer))
        .endRow();
  }

  /** Spread evenly on a log scale over the range of the customer's group. */
  private long amount(RandomStream random, int customer) {
    double place =
        BETWEEN_CUSTOMERS * customers.spending(customer)
            + (1 - BETWEEN_CUSTOMERS) * random.uniform();
    double least = customers.isNew(customer) ? LEAST_NEW_CENTS : LEAST_CENTS;
    double most = customers.isNew(customer) ? MOST_NEW_CENTS : MOST_CENTS;
    // StrictMath: Math.pow may differ in the last bit between machines.
    return (long) (least * StrictMath.pow(most / least, place));
  }
}
