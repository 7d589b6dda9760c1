package org.churnwise.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.model.ModelMetric;
import org.churnwise.run.Json;

/**
 * What a decision rests on: metrics of both models on the same rows.
 *
 * @param heldOutSnapshot the rows
 * @param margin AUC by which the challenger had to be better
 * @param champion empty if there was none to compare with
 */
record Evidence(
    LocalDate heldOutSnapshot,
    double margin,
    List<ModelMetric> challenger,
    List<ModelMetric> champion) {
  String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
