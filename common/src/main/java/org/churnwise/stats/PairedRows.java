package org.churnwise.stats;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The same labelled rows with the probabilities of two models. Arrays are not copied.
 *
 * @param challenger probabilities in [0, 1]
 * @param champion probabilities in [0, 1]
 * @param label 1 = churned, 0 = stayed
 * @param customer number of each row's customer, from 0, without gaps; rows of one customer are
 *     drawn together
 * @param segments members of each segment by row index
 * @param contacts the value of a contact; null if the models are not compared by profit
 */
public record PairedRows(
    double[] challenger,
    double[] champion,
    int[] label,
    int[] customer,
    Map<String, int[]> segments,
    Contacts contacts) {

  /** Refuses arrays of different lengths and values out of range. */
  public PairedRows {
    int rows = label.length;
    if (challenger.length != rows
        || champion.length != rows
        || customer.length != rows
        || contacts != null && contacts.marginUsd().length != rows) {
      throw new IllegalArgumentException("the arrays of paired rows differ in length");
    }
    for (int row = 0; row < rows; row++) {
      boolean valid =
          challenger[row] >= 0
              && challenger[row] <= 1
              && champion[row] >= 0
              && champion[row] <= 1
              && (label[row] == 0 || label[row] == 1);
      if (!valid) {
        throw new IllegalArgumentException(
            "row %d is invalid: challenger %s, champion %s, label %d"
                .formatted(row, challenger[row], champion[row], label[row]));
      }
    }
    segments = new LinkedHashMap<>(segments);
  }

  /** Rows of one customer each, without segments. */
  public static PairedRows of(double[] challenger, double[] champion, int[] label) {
    int[] customer = IntStream.range(0, label.length).toArray();
    return new PairedRows(challenger, champion, label, customer, Map.of(), null);
  }

  /** Rows. */
  public int size() {
    return label.length;
  }

  /** Rows that churned. */
  public int positives() {
    return Arrays.stream(label).sum();
  }

  /** Different customers. */
  public int customers() {
    return Arrays.stream(customer).max().orElse(-1) + 1;
  }

  int[] everyRow() {
    return IntStream.range(0, size()).toArray();
  }

  /** The rows of one segment: how many of either class. */
  boolean hasEvidence(int[] members, MetricPolicy policy) {
    int churned = 0;
    for (int row : members) {
      churned += label[row];
    }
    return policy.statusOf(members.length, churned) == MetricStatus.OK;
  }

  /** The segments with enough rows, in their order. */
  List<String> segmentsWithEvidence(MetricPolicy policy) {
    return segments.entrySet().stream()
        .filter(segment -> hasEvidence(segment.getValue(), policy))
        .map(Map.Entry::getKey)
        .toList();
  }
}
