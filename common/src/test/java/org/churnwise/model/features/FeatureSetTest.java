package org.churnwise.model.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.churnwise.model.features.FeatureSet.LeftOut;
import org.junit.jupiter.api.Test;

class FeatureSetTest {
  private static final FeatureSet ALL =
      new FeatureSet("hash", List.of("age NUMERIC", "gender CATEGORICAL", "tenure_days NUMERIC"));
  private static final LeftOut AGE = new LeftOut("age NUMERIC", 0.5, null);
  private static final LeftOut GENDER = new LeftOut("gender CATEGORICAL", 1.0, null);

  @Test
  void theInputsLeftOutAreNamedAndNoInputs() {
    FeatureSet features = ALL.without(List.of(AGE));
    assertEquals(List.of("gender CATEGORICAL", "tenure_days NUMERIC"), features.inputs());
    assertEquals("age", features.leftOut().get(0).name());
  }

  @Test
  void whatAModelLeavesOutIsNoDifference() {
    assertEquals(Optional.empty(), ALL.without(List.of(AGE)).differenceTo(ALL));
    assertEquals(Optional.empty(), ALL.differenceTo(ALL.without(List.of(GENDER))));
    assertEquals(
        Optional.empty(), ALL.without(List.of(AGE)).differenceTo(ALL.without(List.of(GENDER))));
  }

  @Test
  void anotherColumnIsADifferenceWhateverIsLeftOut() {
    FeatureSet others = new FeatureSet("other", List.of("age NUMERIC", "tenure_days NUMERIC"));
    assertEquals(
        Optional.of("the model needs gender CATEGORICAL, the catalogue has nothing instead"),
        ALL.without(List.of(AGE)).differenceTo(others));
  }
}
