package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.churnwise.run.SliceId;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.table.Column;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;

/**
 * Features and labels with a known truth, standing in the warehouse as their stages would have left
 * them.
 */
public final class PlantedData {
  private static final List<String> SEGMENTS = List.of("Basic", "Plus", "Premium");

  private final TemporaryWarehouse temporary;
  private final int customers;
  private final boolean learnable;
  private final double certainty;

  private PlantedData(
      TemporaryWarehouse temporary, int customers, boolean learnable, double certainty) {
    this.temporary = temporary;
    this.customers = customers;
    this.learnable = learnable;
    this.certainty = certainty;
  }

  /** Customers churn the likelier the longer they are silent, and never as Premium. */
  public static PlantedData learnable(TemporaryWarehouse temporary, int customers) {
    return new PlantedData(temporary, customers, true, 1);
  }

  /** Customers churn by the toss of a coin. */
  public static PlantedData chance(TemporaryWarehouse temporary, int customers) {
    return new PlantedData(temporary, customers, false, 1);
  }

  /** From here on the log-odds of churn are so many times those of before: as ranked, surer. */
  public PlantedData surer(double times) {
    return new PlantedData(temporary, customers, learnable, times);
  }

  /** Writes features and FINAL labels (30 days, no grace) of snapshots. */
  public PlantedData withFinal(String... snapshots) {
    for (String snapshot : snapshots) {
      write(LocalDate.parse(snapshot), true);
    }
    return this;
  }

  /** Writes features and PENDING labels of snapshots. */
  public PlantedData withPending(String... snapshots) {
    for (String snapshot : snapshots) {
      write(LocalDate.parse(snapshot), false);
    }
    return this;
  }

  private void write(LocalDate snapshot, boolean known) {
    SplittableRandom chance = new SplittableRandom(snapshot.toEpochDay());
    List<Map<String, Object>> features = new ArrayList<>();
    List<Map<String, Object>> labels = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      String customer = "C" + i;
      int silentDays = 1 + chance.nextInt(60);
      String segment = SEGMENTS.get(i % SEGMENTS.size());
      double truth = surer(segment.equals("Premium") ? 0.02 : silentDays / 62.0, certainty);
      long churned = chance.nextDouble() < (learnable ? truth : 0.5) ? 1 : 0;
      features.add(features(snapshot, customer, silentDays, segment, chance));
      labels.add(label(snapshot, customer, known ? churned : null));
    }
    temporary.warehouse().insert(Tables.CUSTOMER_FEATURES, features);
    temporary.warehouse().insert(Tables.CUSTOMER_LABELS, labels);
    commit(Stage.FEATURES, Tables.CUSTOMER_FEATURES.name(), snapshot, "key");
    commit(Stage.LABEL, Tables.CUSTOMER_LABELS.name(), snapshot, known ? "FINAL" : "PENDING");
  }

  private static double surer(double probability, double times) {
    return times == 1 ? probability : 1 / (1 + Math.pow((1 - probability) / probability, times));
  }

  private static Map<String, Object> features(
      LocalDate snapshot,
      String customer,
      long silentDays,
      String segment,
      SplittableRandom chance) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Column column : Tables.CUSTOMER_FEATURES.columns()) {
      switch (column.type()) {
        case "bigint" -> row.put(column.name(), (long) chance.nextInt(100));
        case "double" -> row.put(column.name(), chance.nextDouble());
        default -> {}
      }
    }
    row.put("snapshot_date", snapshot);
    row.put("customer_id", customer);
    row.put("age", chance.nextInt(10) == 0 ? null : (long) chance.nextInt(80));
    row.put("gender", chance.nextInt(10) == 0 ? null : chance.nextInt(2) == 0 ? "Female" : "Male");
    row.put("location", "Oslo");
    row.put("customer_segment", segment);
    row.put("days_since_last_purchase", silentDays);
    row.put("last_purchase_date", snapshot.minusDays(silentDays));
    return row;
  }

  private static Map<String, Object> label(LocalDate snapshot, String customer, Long churned) {
    Map<String, Object> row = new HashMap<>();
    row.put("snapshot_date", snapshot);
    row.put("customer_id", customer);
    row.put("churned", churned);
    row.put("label_state", churned == null ? "PENDING" : "FINAL");
    row.put("matures_on", snapshot.plusDays(30));
    return row;
  }

  private void commit(Stage stage, String table, LocalDate snapshot, String key) {
    StageSlice slice =
        new StageSlice(
            stage, table, new SliceId.Snapshot(snapshot), key + " " + snapshot, List.of());
    temporary
        .ledger()
        .commit(
            List.of(slice),
            () -> Written.of(customers, slice, new StageCounts(customers, customers)));
  }
}
