package org.churnwise.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.churnwise.sql.Sql;

/**
 * One slice that a stage is about to write, with the hash of everything that decides its content.
 *
 * @param stage name of the stage
 * @param table the table that the slice belongs to
 * @param id which part of the table
 * @param key equal keys mean an equal slice; {@link #takenBack} has one of its own
 * @param inputs what it is made from
 * @param statements the SQL texts that make it
 */
public record StageSlice(
    Stage stage, String table, SliceId id, String key, List<Input> inputs, List<Sql> statements) {

  /** The key of a slice that was taken back; it counts as never written. */
  static final String TAKEN_BACK = "taken back";

  public StageSlice {
    inputs = List.copyOf(inputs);
    statements = List.copyOf(statements);
  }

  /** A slice that no statement makes. */
  public StageSlice(Stage stage, String table, SliceId id, String key, List<Input> inputs) {
    this(stage, table, id, key, inputs, List.of());
  }

  /**
   * A slice whose key covers code, configuration, statements and inputs.
   *
   * @param code that makes the slice
   * @param configuration hash of the configuration keys that the stage reads
   * @param statements the SQL texts that it runs
   */
  public static StageSlice of(
      Stage stage,
      String table,
      SliceId id,
      StageCode code,
      String configuration,
      List<Sql> statements,
      List<Input> inputs) {
    List<String> parts =
        new ArrayList<>(
            List.of(stage.toString(), table, id.toString(), code.hash(), configuration));
    statements.forEach(sql -> parts.add(sql.text()));
    inputs.stream()
        .sorted(
            Comparator.comparing(Input::name)
                .thenComparing(Input::slice)
                .thenComparing(Input::hash))
        .forEach(input -> parts.add(input.toString()));
    String key = Hash.of(parts.toArray(String[]::new));
    return new StageSlice(stage, table, id, key, inputs, statements);
  }

  /** A slice whose rows a commit takes back. */
  public static StageSlice takenBack(Stage stage, String table, SliceId id, List<Input> inputs) {
    return new StageSlice(stage, table, id, TAKEN_BACK, inputs);
  }

  /** Whether a commit takes the rows of the slice back. */
  public boolean isTakenBack() {
    return key.equals(TAKEN_BACK);
  }

  /** This slice as an input of a later stage. */
  public Input asInput() {
    return new Input(table, id.toString(), key);
  }
}
