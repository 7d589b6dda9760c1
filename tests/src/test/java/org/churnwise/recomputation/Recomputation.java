package org.churnwise.recomputation;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Computes features and labels from the files of a folder and compares every cell with a database
 * that a pipeline has made of the same files. Sentiments are taken from feedback_sentiment. Sums of
 * money may differ by 0.005, averages of sentiments and the silence in gaps by 1e-9, everything
 * else not at all.
 *
 * @param cells how many cells were compared
 * @param differences the cells that differ
 */
record Recomputation(long cells, List<Difference> differences) {
  private static final int MOST_PRINTED = 20;

  /**
   * {@code Recomputation FOLDER DATABASE [snapshot ...]}: by default every snapshot that the
   * database holds. Needs duckdb_jdbc on the class path; ends with 1 if a cell differs.
   */
  public static void main(String[] args) throws SQLException {
    if (args.length < 2) {
      System.err.println("usage: Recomputation FOLDER DATABASE [snapshot ...]");
      System.exit(2);
    }
    List<LocalDate> snapshots = Arrays.stream(args).skip(2).map(LocalDate::parse).toList();
    Recomputation result = compare(Path.of(args[0]), Path.of(args[1]), snapshots);
    System.out.println(result);
    System.exit(result.differences.isEmpty() ? 0 : 1);
  }

  /** Compares some snapshots, or all if none is named. */
  static Recomputation compare(Path folder, Path database, List<LocalDate> snapshots)
      throws SQLException {
    SourceFiles files = SourceFiles.read(folder);
    try (WarehouseFile warehouse = new WarehouseFile(database)) {
      ExpectedFeatures features = new ExpectedFeatures(files, warehouse.sentiments());
      ExpectedLabels labels = new ExpectedLabels(files);
      Recomputation result = new Recomputation(0, List.of());
      for (String table : List.of("customer_features", "customer_labels")) {
        List<LocalDate> compared = snapshots.isEmpty() ? warehouse.snapshots(table) : snapshots;
        for (LocalDate snapshot : compared) {
          Function<String, Optional<Map<String, Object>>> expected =
              table.equals("customer_features")
                  ? customer -> features.of(customer, snapshot)
                  : customer -> labels.of(customer, snapshot);
          result =
              result.plus(
                  compare(table, snapshot, files, expected, warehouse.rows(table, snapshot)));
        }
      }
      return result;
    }
  }

  private static Recomputation compare(
      String table,
      LocalDate snapshot,
      SourceFiles files,
      Function<String, Optional<Map<String, Object>>> expected,
      Map<String, Map<String, Object>> actual) {
    long cells = 0;
    List<Difference> differences = new ArrayList<>();
    TreeSet<String> customers = new TreeSet<>(files.sales().keySet());
    customers.addAll(actual.keySet());
    for (String customer : customers) {
      Map<String, Object> wanted = expected.apply(customer).orElse(null);
      Map<String, Object> found = actual.get(customer);
      if (wanted != null || found != null) {
        cells += wanted == null ? 1 : wanted.size();
        differences.addAll(Difference.between(table, customer, snapshot, wanted, found));
      }
    }
    return new Recomputation(cells, differences);
  }

  private Recomputation plus(Recomputation other) {
    List<Difference> all = new ArrayList<>(differences);
    all.addAll(other.differences);
    return new Recomputation(cells + other.cells, all);
  }

  /** The number of cells, then the first differences, one a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(cells).append(" cells compared, ").append(differences.size()).append(" differ");
    differences.stream().limit(MOST_PRINTED).forEach(one -> text.append('\n').append(one));
    return text.toString();
  }
}
