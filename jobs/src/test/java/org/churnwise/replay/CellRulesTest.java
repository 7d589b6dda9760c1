package org.churnwise.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.churnwise.replay.CellRules.Difference;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** Which cells count as equal. */
class CellRulesTest {
  private static final Table SCORES = Tables.CHURN_PREDICTIONS;
  private static final Table MODELS = Tables.MODEL_VERSIONS;

  @Test
  void exactlyTheLastBitCounts() {
    assertEquals(
        Optional.of("churn_probability"),
        place(
            CellRules.exact(SCORES)
                .firstDifference(score(0.5, "v1"), score(Math.nextUp(0.5), "v1"))));
  }

  @Test
  void withinABillionthNumbersAreEqual() {
    CellRules rules = CellRules.within(SCORES, false);
    assertEquals(
        Optional.empty(), rules.firstDifference(score(0.5, "v1"), score(0.5000000004, "v1")));
    assertEquals(
        Optional.of("churn_probability"),
        place(rules.firstDifference(score(0.5, "v1"), score(0.500000001, "v1"))));
  }

  @Test
  void aTextIsNeverNear() {
    assertEquals(
        Optional.of("model_version"),
        place(CellRules.within(SCORES, false).firstDifference(score(0.5, "v1"), score(0.5, "v2"))));
  }

  @Test
  void aMissingValueIsNotANumber() {
    assertEquals(
        Optional.of("churn_probability"),
        place(
            CellRules.within(SCORES, false).firstDifference(score(0.0, "v1"), score(null, "v1"))));
  }

  @Test
  void numbersInJsonMayDifferALittleAndNothingElseMay() {
    CellRules rules = CellRules.within(MODELS, false);
    Row card = card("{\"auc\":[0.8,1],\"seed\":42,\"versions\":{\"code\":\"a\"}}");
    assertEquals(
        Optional.empty(),
        rules.firstDifference(
            card, card("{\"auc\":[0.8000000001,1],\"seed\":42,\"versions\":{\"code\":\"a\"}}")));
    Map.of(
            "{\"auc\":[0.81,1],\"seed\":42,\"versions\":{\"code\":\"a\"}}",
            new Difference("card.auc[0]", "0.8", "0.81"),
            "{\"auc\":[0.8,1],\"seed\":43,\"versions\":{\"code\":\"a\"}}",
            new Difference("card.seed", "42", "43"),
            "{\"auc\":[0.8],\"seed\":42,\"versions\":{\"code\":\"a\"}}",
            new Difference("card.auc", "[0.8,1]", "[0.8]"),
            "{\"auc\":[0.8,1],\"versions\":{\"code\":\"a\"}}",
            new Difference("card.seed", "42", "nothing"),
            "{\"auc\":[0.8,1],\"seed\":42,\"versions\":{\"code\":\"b\"}}",
            new Difference("card.versions.code", "\"a\"", "\"b\""))
        .forEach(
            (other, difference) ->
                assertEquals(Optional.of(difference), rules.firstDifference(card, card(other))));
  }

  @Test
  void exactlyTheLastBitInsideOfJsonCountsAndTheTextToo() {
    CellRules rules = CellRules.exact(MODELS);
    assertEquals(
        Optional.of(new Difference("card.auc", "0.8", "0.8000000001")),
        rules.firstDifference(card("{\"auc\":0.8}"), card("{\"auc\":0.8000000001}")));
    assertEquals(
        Optional.of(new Difference("card", "{\"auc\":0.8}", "{\"auc\": 0.8}")),
        rules.firstDifference(card("{\"auc\":0.8}"), card("{\"auc\": 0.8}")));
  }

  @Test
  void aCellThatIsNoJsonAnyMoreIsComparedAsAText() {
    assertEquals(
        Optional.of(new Difference("card", "{\"auc\":0.8}", "gone")),
        CellRules.within(MODELS, false).firstDifference(card("{\"auc\":0.8}"), card("gone")));
  }

  @Test
  void anotherCodeMayNameItselfInTheCard() {
    assertEquals(
        Optional.empty(),
        CellRules.within(MODELS, true)
            .firstDifference(
                card("{\"versions\":{\"code\":\"a\"},\"slices\":[{\"hash\":\"k1\"}]}"),
                card("{\"versions\":{\"code\":\"b\"},\"slices\":[{\"hash\":\"k2\"}]}")));
  }

  @Test
  void anotherCodeMayNameOtherLibraries() {
    Row one = card("{\"versions\":{\"code\":\"a\",\"duckdb\":\"1.5.5\"}}");
    Row other = card("{\"versions\":{\"code\":\"b\",\"duckdb\":\"1.5.6\"}}");
    assertEquals(Optional.empty(), CellRules.within(MODELS, true).firstDifference(one, other));
    assertEquals(
        Optional.of("card.versions.code"),
        place(CellRules.within(MODELS, false).firstDifference(one, other)));
  }

  @Test
  void anotherCodeMayFitTheBaselineFurther() {
    Row one = card("{\"evaluation\":{\"logistic\":[{\"value\":0.5}],\"model\":[0.5]}}");
    Row other = card("{\"evaluation\":{\"logistic\":[{\"value\":0.6}],\"model\":[0.5]}}");
    assertEquals(Optional.empty(), CellRules.within(MODELS, true).firstDifference(one, other));
    assertEquals(
        Optional.of("card.evaluation.logistic[0].value"),
        place(CellRules.within(MODELS, false).firstDifference(one, other)));
    assertEquals(
        Optional.of("card.evaluation.model[0]"),
        place(
            CellRules.within(MODELS, true)
                .firstDifference(one, card("{\"evaluation\":{\"model\":[0.6]}}"))));
  }

  @Test
  void anotherCodeMayHaveOtherBundledContractsAndOtherFeatures() {
    Row one = row(Tables.QUARANTINE, Map.of("contract_version", "a", "raw_row", "x"));
    Row other = row(Tables.QUARANTINE, Map.of("contract_version", "b", "raw_row", "x"));
    assertEquals(
        Optional.empty(), CellRules.within(Tables.QUARANTINE, true).firstDifference(one, other));
    assertEquals(
        Optional.of("contract_version"),
        place(CellRules.within(Tables.QUARANTINE, false).firstDifference(one, other)));
    assertEquals(
        Optional.empty(),
        CellRules.within(MODELS, true)
            .firstDifference(
                card("{\"data\":{\"dataset\":\"a\"}}"), card("{\"data\":{\"dataset\":\"b\"}}")));
  }

  @Test
  void aModelIsNoOtherForTheMachineThatItsCardNames() {
    Row one =
        card("{\"versions\":{\"java\":17,\"machine\":{\"architecture\":\"amd64\"},\"threads\":2}}");
    Row other =
        card(
            "{\"versions\":{\"java\":21,\"machine\":{\"architecture\":\"aarch64\"},\"threads\":8}}");
    assertEquals(Optional.empty(), CellRules.within(MODELS, false).firstDifference(one, other));
    assertEquals(
        Optional.of(new Difference("card.versions.java", "17", "21")),
        CellRules.exact(MODELS).firstDifference(one, other));
  }

  private static Optional<String> place(Optional<Difference> difference) {
    return difference.map(Difference::place);
  }

  private static Row score(Double probability, String version) {
    Map<String, Object> values = new HashMap<>();
    values.put("churn_probability", probability);
    values.put("model_version", version);
    return row(SCORES, values);
  }

  private static Row card(String json) {
    return row(MODELS, Map.of("card", json));
  }

  /** A row of the table with null wherever no value is given. */
  private static Row row(Table table, Map<String, Object> values) {
    Object[] cells = table.columnNames().stream().map(values::get).toArray();
    return new GenericRowWithSchema(cells, table.sparkSchema());
  }
}
