package org.churnwise.model.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureCatalogueTest {
  private static final String AGE =
      "{name = age, type = numeric, input = true, monitored = true, owner = crm, concept = profile,"
          + " meaning = Years, reason = \"{value} {year|years} old\"}";

  @Test
  void theCatalogueListsTheColumnsInTheOrderOfTheTable() {
    List<String> columns = Tables.CUSTOMER_FEATURES.columnNames();
    assertEquals(
        columns.subList(2, columns.size()),
        FeatureCatalogue.load().features().stream().map(Feature::name).toList());
  }

  @Test
  void everyColumnButTheDatesIsAnInputAndMonitored() {
    FeatureCatalogue catalogue = FeatureCatalogue.load();
    List<Feature> others =
        catalogue.features().stream()
            .filter(feature -> feature.type() != FeatureType.DATE)
            .toList();
    assertEquals(catalogue.features().size() - 2, others.size());
    assertEquals(others, catalogue.inputs());
    assertEquals(others, catalogue.monitored());
  }

  @Test
  void threeInputsAreCategories() {
    assertEquals(
        List.of("gender", "location", "customer_segment"),
        FeatureCatalogue.load().inputs().stream()
            .filter(feature -> feature.type() == FeatureType.CATEGORICAL)
            .map(Feature::name)
            .toList());
  }

  @Test
  void anEntryIsReadWhole() {
    assertEquals(
        List.of(
            new Feature(
                "age",
                FeatureType.NUMERIC,
                true,
                true,
                "crm",
                "profile",
                "Years",
                "{value} {year|years} old")),
        of(AGE).features());
  }

  @Test
  void aFeatureWithoutAKindIsBehaviour() {
    assertEquals(FeatureKind.BEHAVIOUR, of(AGE).features().get(0).kind());
    String attribute = AGE.replace("owner = crm", "kind = attribute, owner = crm");
    assertEquals(FeatureKind.ATTRIBUTE, of(attribute).features().get(0).kind());
  }

  @Test
  void theHashChangesWithWhatTheModelSees() {
    assertNotEquals(of(AGE).hash(), of(AGE.replace("name = age", "name = ages")).hash());
    assertNotEquals(of(AGE).hash(), of(AGE.replace("numeric", "categorical")).hash());
    String second = AGE.replace("name = age", "name = b");
    assertNotEquals(of(AGE + "," + second).hash(), of(second + "," + AGE).hash());
    assertNotEquals(
        of(AGE + "," + second).hash(),
        of(AGE + "," + second.replace("input = true", "input = false")).hash());
  }

  @Test
  void aSwitchedOffFeatureIsNoInputAndStaysAColumn() {
    FeatureCatalogue all = FeatureCatalogue.load();
    FeatureCatalogue rest = all.switchedOff("key", List.of("location", "age"));
    assertEquals(all.inputs().size() - 2, rest.inputs().size());
    assertEquals(all.features().size(), rest.features().size());
    assertEquals(List.of(), rest.inputNames().stream().filter("location"::equals).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          loction            | key names loction, which is not an input of the model; did you mean location? conf/features.conf lists all
          last_purchase_date | key names last_purchase_date, which no model sees; remove it
          """)
  void onlyAnInputCanBeSwitchedOff(String name, String problem) {
    FeatureCatalogue all = FeatureCatalogue.load();
    ChurnException refused =
        assertThrows(ChurnException.class, () -> all.switchedOff("key", List.of(name)));
    assertEquals(problem, refused.getMessage());
    assertEquals(ExitCode.USAGE, refused.exitCode());
  }

  @Test
  void oneInputIsLeft() {
    FeatureCatalogue one = of(AGE);
    ChurnException refused =
        assertThrows(ChurnException.class, () -> one.switchedOff("key", List.of("age")));
    assertEquals("key names every input of the model; leave at least one", refused.getMessage());
  }

  @Test
  void theHashIgnoresWordsAndMonitoring() {
    assertEquals(of(AGE).hash(), of(AGE.replace("Years", "Full years")).hash());
    assertEquals(of(AGE).hash(), of(AGE.replace("monitored = true", "monitored = false")).hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name = age      | name = Age       | feature Age: its name must be snake case, such as days_since_last_purchase
          name = age      | name = churned   | feature churned: the rows of a training have a column of that name; choose another
          name = age      | name = row_count | feature row_count: the rows of a training have a column of that name; choose another
          numeric         | number           | feature age: type = number is not one of numeric, categorical, date
          numeric         | date             | feature age: a date cannot be a model input; set input = false
          input = true    | input = yes      | feature age: input is neither true nor false
          owner = crm     | owner = ""       | feature age: owner is blank; name who is responsible for the data
          profile         | money            | feature age: concept = money is not one of recency, spend, orders, rhythm, mood, profile
          meaning = Years | meaning = ""     | feature age: meaning is not one line of text
          {value}         | Old              | feature age: reason is not one line with {value}, such as "spent {value} USD so far"
          owner = crm     | kind = habit, owner = crm | feature age: kind = habit is not one of attribute, behaviour
          owner = crm     | reason-missing = "{value}", owner = crm | feature age: reason-missing is not one line without {value}
          input = true    | reason-missing = none, input = false | feature age: reason-missing is for a numeric model input; leave it out
          owner = crm     | ownr = crm       | feature age: unknown field "ownr"; did you mean owner?
          """)
  void aWrongEntryIsRefusedWithItsName(String from, String to, String problem) {
    assertEquals("conf/features.conf: " + problem, refusal(AGE.replace(from, to)));
  }

  @Test
  void aReasonCountsOneAndMany() {
    Feature age = of(AGE).features().get(0);
    assertEquals("1 year old", age.inWords("1"));
    assertEquals("64 years old", age.inWords("64"));
    assertEquals("unknown years old", age.inWords("unknown"));
  }

  @Test
  void aMissingValueMayHaveWordsOfItsOwn() {
    String worded = AGE.replace("owner = crm", "reason-missing = \"age not told\", owner = crm");
    Feature age = of(worded).features().get(0);
    assertEquals("age not told", age.inWords(Feature.UNKNOWN));
    assertEquals("1 year old", age.inWords("1"));
  }

  @Test
  void aValueIsNeverReadAsAPattern() {
    assertEquals("$1 {day|days} years old", of(AGE).features().get(0).inWords("$1 {day|days}"));
  }

  @Test
  void aColumnThatStandsTwiceIsRefused() {
    assertEquals(
        "conf/features.conf: feature age: it is listed twice; keep one", refusal(AGE + "," + AGE));
  }

  @Test
  void aCatalogueWithoutInputsIsRefused() {
    assertEquals(
        "conf/features.conf: no feature is a model input; set input = true for at least one",
        refusal(AGE.replace("input = true", "input = false")));
  }

  @Test
  void aMissingFieldIsNamed() {
    String message = refusal(AGE.replace("owner = crm,", ""));
    assertTrue(message.startsWith("conf/features.conf cannot be read: "), message);
    assertTrue(message.contains("owner"), message);
  }

  private static FeatureCatalogue of(String entries) {
    return FeatureCatalogue.of(ConfigFactory.parseString("features = [" + entries + "]"));
  }

  private static String refusal(String entries) {
    var refusal = assertThrows(ChurnException.class, () -> of(entries));
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    return refusal.getMessage();
  }
}
