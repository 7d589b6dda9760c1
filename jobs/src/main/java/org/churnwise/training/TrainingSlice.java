package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.churnwise.run.Input;
import org.churnwise.run.LedgerView;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCode;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/** The slice of a training: made from features and labels, a recalibration also from a model. */
final class TrainingSlice {
  private TrainingSlice() {}

  static StageSlice of(
      LedgerView view,
      Recipe recipe,
      TrainingRules rules,
      Class<? extends Warehouse> warehouse,
      List<Sql> statements) {
    List<Input> inputs = new ArrayList<>(TrainedOn.inputs(view, recipe.plan()));
    inputs.addAll(recipe.models());
    return StageSlice.of(
        Stage.TRAIN,
        Tables.MODEL_VERSIONS.name(),
        recipe.slice(),
        StageCode.of(TrainingStage.class, warehouse),
        "%s %s %s"
            .formatted(
                rules.hash(),
                rules.catalogue().hash(),
                new TreeSet<>(rules.attributes().unchanging())),
        statements,
        inputs);
  }

  /** The inputs that are rows: features and labels. */
  static List<Input> rows(StageSlice slice) {
    return slice.inputs().stream()
        .filter(input -> !input.name().equals(Tables.MODEL_VERSIONS.name()))
        .toList();
  }
}
