package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureKind;
import org.churnwise.model.features.FeatureType;
import org.churnwise.model.scoring.ModelInput;
import org.churnwise.model.scoring.Preprocessing;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  private static final Reasons REASONS =
      new Reasons(
          new Preprocessing(
              List.of(
                  number("silent"),
                  number("week"),
                  number("month"),
                  new ModelInput("city", FeatureType.CATEGORICAL, List.of("Bergen", "Oslo")))),
          new FeatureCatalogue(
              List.of(
                  feature("month", "spend", "spent {value} USD in the last month"),
                  feature("silent", "recency", "no purchase for {value} {day|days}"),
                  feature("week", "spend", "spent {value} USD in the last 7 days"),
                  feature("city", "profile", "lives in {value}"))));

  @Test
  void aReasonIsAConceptWithTheSumOfItsFeatures() {
    assertEquals(
        List.of(
            new Reason("spend: spent 12.50 USD in the last month", -0.75),
            new Reason("recency: no purchase for 64 days", 0.5),
            new Reason("profile: lives in Oslo", 0.25)),
        of(new float[] {64, 3, 12.5f, 1}, 0.5, -0.25, -0.5, 0.25));
  }

  /** 1 - 0.25 is towards churn, so the week's pull the other way does not speak. */
  @Test
  void theFeatureThatSpeaksPullsInTheDirectionOfTheSum() {
    assertEquals(
        List.of(new Reason("spend: spent 7 USD in the last month", 0.25)),
        of(new float[] {1, 3, 7, 0}, 0, -0.75, 1, 0));
  }

  @Test
  void whatDidNotMoveTheAnswerIsNoReason() {
    assertEquals(List.of(), of(new float[] {1, 2, 3, 0}, 0, 0, 0, 0));
  }

  @Test
  void oneDayIsNoPlural() {
    assertEquals(
        "recency: no purchase for 1 day", of(new float[] {1, 2, 3, 0}, 1, 0, 0, 0).get(0).text());
  }

  /** Code 2 is the bucket after Bergen and Oslo. */
  @Test
  void missingValuesAreUnknown() {
    List<Reason> reasons =
        REASONS.of(new float[] {Float.NaN, 2, 3, 2}, new double[] {2, 0, 0, 1}, input -> true);
    assertEquals("recency: no purchase for unknown days", reasons.get(0).text());
    assertEquals("profile: lives in unknown", reasons.get(1).text());
  }

  @Test
  void aMissingNumberHasTheWordsOfTheCatalogue() {
    Feature gap =
        new Feature(
            "gap",
            FeatureType.NUMERIC,
            true,
            true,
            FeatureKind.BEHAVIOUR,
            "crm",
            "rhythm",
            "Meaning",
            "buys every {value} {day|days}",
            "bought on one day only");
    Reasons reasons =
        new Reasons(new Preprocessing(List.of(number("gap"))), new FeatureCatalogue(List.of(gap)));
    assertEquals(
        List.of(new Reason("rhythm: bought on one day only", 0.5)),
        reasons.of(new float[] {Float.NaN}, new double[] {0.5}, input -> false));
    assertEquals(
        List.of(new Reason("rhythm: buys every 9 days", 0.5)),
        reasons.of(new float[] {9}, new double[] {0.5}, input -> false));
  }

  @Test
  void aCategoryThatTheModelDoesNotTellApartIsAnother() {
    assertEquals(
        "profile: lives in other", of(new float[] {64, 2, 3, 2}, 0, 0, 0, 1).get(0).text());
  }

  private static List<Reason> of(float[] vector, double... contributions) {
    return REASONS.of(vector, contributions, input -> false);
  }

  private static ModelInput number(String name) {
    return new ModelInput(name, FeatureType.NUMERIC, List.of());
  }

  private static Feature feature(String name, String concept, String reason) {
    FeatureType type = name.equals("city") ? FeatureType.CATEGORICAL : FeatureType.NUMERIC;
    return new Feature(name, type, true, true, "crm", concept, "Meaning", reason);
  }
}
