package org.churnwise.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.evaluation.Evaluation;
import org.churnwise.model.scoring.CustomerMargins;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.run.Hash;
import org.churnwise.sql.Sql;
import org.churnwise.stats.ContactValue;
import org.churnwise.stats.Contacts;
import org.churnwise.stats.PairedRows;
import org.churnwise.table.FeatureColumns;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The held-out customers that two models are compared on, with the probabilities of one of them, in
 * the order of their ids. Above {@link #MOST_CUSTOMERS} it is a seeded sample, which limits the
 * rows in the driver.
 *
 * @param probabilities of churn
 * @param labels 1 = churned, 0 = stayed
 * @param segments members of each segment by row index
 * @param contacts costs and value of contacting these customers; a sample gets its share of the
 *     budget
 * @param hash SHA-256 over customer, label and every feature of the rows; equal for two models that
 *     were evaluated on the same rows
 * @param heldOut customers of the held-out snapshot; these are all of them or a sample
 * @param customers their ids
 */
record ComparedRows(
    double[] probabilities,
    int[] labels,
    Map<String, int[]> segments,
    Contacts contacts,
    String hash,
    long heldOut,
    List<String> customers) {
  /** The most customers to compare. */
  static final int MOST_CUSTOMERS = 50_000;

  static final Sql QUERY = FeatureColumns.in(CustomerMargins.readBy("training/compared_rows"));

  /** In the order of the statement's columns. */
  private static final List<String> PLACES = List.of("first", "second", "third");

  /** Not a scorer: a statement for three is used for fewer, too. */
  private static final String NOBODY = "nobody";

  /**
   * The customers of landed scores, by scorer. One query; its rows come to the driver.
   *
   * @param scores of one to three scorers; the customers are those that the first scored
   */
  static Map<String, ComparedRows> of(
      Warehouse warehouse,
      List<LandedScores> scores,
      RowPart part,
      ValueSettings value,
      long seed,
      int mostCustomers) {
    Sql query =
        part.bind(CustomerMargins.bind(scores.get(0).bind(QUERY), value))
            .with("seed", seed)
            .with("most_customers", mostCustomers);
    query =
        scores.size() > 1
            ? scores.get(1).bind(query, "second_scorer")
            : query.with("second_scorer", NOBODY);
    query =
        scores.size() > 2
            ? scores.get(2).bind(query, "third_scorer")
            : query.with("third_scorer", NOBODY);
    List<ResultRow> rows =
        warehouse.query(query).stream()
            .sorted(Comparator.comparing(row -> row.string("customer_id")))
            .toList();
    Map<String, ComparedRows> compared = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      String probability = PLACES.get(i) + "_probability";
      List<ResultRow> scored =
          rows.stream().filter(row -> row.optionalDouble(probability).isPresent()).toList();
      ComparedRows first = compared.get(scores.get(0).scorer());
      boolean areThoseOfTheFirst =
          first != null && first.labels.length == rows.size() && scored.size() == rows.size();
      compared.put(
          scores.get(i).scorer(),
          areThoseOfTheFirst
              ? first.with(probabilities(scored, probability))
              : of(scored, probability, value));
    }
    return compared;
  }

  private static double[] probabilities(List<ResultRow> rows, String column) {
    return rows.stream().mapToDouble(row -> row.doubleValue(column)).toArray();
  }

  private static ComparedRows of(List<ResultRow> rows, String probability, ValueSettings value) {
    int[] labels = new int[rows.size()];
    double[] marginUsd = new double[rows.size()];
    Map<String, List<Integer>> segments = new LinkedHashMap<>();
    List<String> hashed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ResultRow row = rows.get(i);
      labels[i] = (int) row.longValue("churned");
      marginUsd[i] = row.doubleValue("margin_usd");
      for (String column : List.of("customer_segment", "gender", "location")) {
        String segment = column + "=" + row.string(column);
        segments.computeIfAbsent(segment, name -> new ArrayList<>()).add(i);
      }
      hashed.addAll(List.of(row.string("customer_id"), "" + labels[i], row.string("row_hash")));
    }
    Map<String, int[]> members = new LinkedHashMap<>();
    segments.forEach(
        (name, list) -> members.put(name, list.stream().mapToInt(Integer::intValue).toArray()));
    long heldOut = rows.isEmpty() ? 0 : rows.get(0).longValue("held_out_customers");
    String hash = Hash.of(hashed.toArray(String[]::new));
    long mostContacts = rows.isEmpty() ? 0 : value.mostContacts() * rows.size() / heldOut;
    Contacts contacts =
        new Contacts(
            new ContactValue(value.saveRate(), value.contactCostUsd()), marginUsd, mostContacts);
    List<String> customers = rows.stream().map(row -> row.string("customer_id")).toList();
    return new ComparedRows(
        probabilities(rows, probability), labels, members, contacts, hash, heldOut, customers);
  }

  /** The same, all but the probabilities shared with equal rows: in memory once for many models. */
  ComparedRows sharing(ComparedRows equal) {
    requireSameRows(equal);
    return equal.with(probabilities);
  }

  /** The same rows with probabilities of another model. */
  private ComparedRows with(double[] others) {
    return new ComparedRows(others, labels, segments, contacts, hash, heldOut, customers);
  }

  private void requireSameRows(ComparedRows other) {
    if (!hash.equals(other.hash)) {
      throw new IllegalArgumentException(
          "not evaluated on the same rows: " + hash + ", " + other.hash);
    }
  }

  /** Whether the rows are a sample of the held-out customers. */
  boolean isSample() {
    return labels.length < heldOut;
  }

  /**
   * These rows with a champion's probabilities beside them, and the evaluated segments.
   *
   * @throws IllegalArgumentException if the champion was evaluated on other rows
   */
  PairedRows beside(ComparedRows champion, List<Evaluation> judgedSegments) {
    requireSameRows(champion);
    Map<String, int[]> judged = new LinkedHashMap<>();
    for (Evaluation answers : judgedSegments) {
      int[] members = segments.get(answers.segment());
      if (members != null) {
        judged.put(answers.segment(), members);
      }
    }
    int[] customers = IntStream.range(0, labels.length).toArray();
    return new PairedRows(
        probabilities, champion.probabilities, labels, customers, judged, contacts);
  }
}
