package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.run.Hash;

/**
 * The rows that a model was fitted and evaluated on, identified by their content.
 *
 * @param features the features of each customer
 * @param heldOut evaluated on, never fitted on
 * @param slices fitted snapshots and the held-out one, oldest first
 * @param leftOut which customers fits leave out
 */
public record TrainingDataset(
    FeatureSet features, LocalDate heldOut, List<Slice> slices, LeftOutShare leftOut) {
  public TrainingDataset {
    slices = List.copyOf(slices);
  }

  /**
   * SHA-256 of feature view, content and row counts of the slices, and the left-out rule. Stage
   * keys are not part of it: different code that makes equal rows makes an equal dataset.
   */
  public String hash() {
    List<String> parts = new ArrayList<>();
    parts.add(features.catalogueHash());
    parts.add(features.view() == null ? "" : features.view().sqlHash());
    parts.add(heldOut.toString());
    parts.add(leftOut.seed() + " " + leftOut.below());
    for (Slice slice : slices) {
      parts.add(slice.snapshot() + " " + slice.content());
    }
    return Hash.of(parts.toArray(String[]::new));
  }

  /** Rows fitted on. */
  public long rowsFitted() {
    return fitted().stream().mapToLong(s -> s.content().rows() - s.content().leftOut()).sum();
  }

  /** Rows of the fitted snapshots whose customers are left out. */
  public long rowsLeftOut() {
    return fitted().stream().mapToLong(slice -> slice.content().leftOut()).sum();
  }

  /** Rows of the held-out snapshot. */
  public long rowsHeldOut() {
    return slices.stream()
        .filter(slice -> slice.snapshot().equals(heldOut))
        .mapToLong(slice -> slice.content().rows())
        .sum();
  }

  private List<Slice> fitted() {
    return slices.stream().filter(slice -> !slice.snapshot().equals(heldOut)).toList();
  }

  /**
   * A snapshot.
   *
   * @param featuresKey stage key of its features
   * @param labelsKey stage key of its labels
   */
  public record Slice(LocalDate snapshot, String featuresKey, String labelsKey, Content content) {}

  /**
   * What a snapshot contributes to a training: its customers with a FINAL label.
   *
   * @param rows customers
   * @param leftOut of them left out of fits
   * @param features hash of every column of their features, whatever the order of the rows
   * @param labels hash of their labels, likewise
   * @param hashVersion how features were hashed, see {@link TrainingDatasets#contents}
   */
  public record Content(
      long rows, long leftOut, String features, String labels, long hashVersion) {}
}
