package org.churnwise.model.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
  private static final Calibration STEPS =
      Calibration.isotonic(new double[] {0.2, 0.4, 0.8}, new double[] {0.1, 0.5, 0.7});

  @Test
  void noneLeavesProbabilitiesAsTheyAre() {
    assertEquals(0.3, Calibration.NONE.of(0.3));
  }

  /** Log-odds of 0.8 are ln 4; twice that plus ln 2 are ln 32, of probability 32/33. */
  @Test
  void plattIsALineOnTheLogOdds() {
    assertEquals(32.0 / 33, Calibration.platt(2, Math.log(2)).of(0.8), 1e-12);
  }

  @Test
  void plattTakesCertainAnswersForNearlyCertain() {
    Calibration same = Calibration.platt(1, 0);
    assertEquals(1e-7, same.of(0), 1e-15);
    assertEquals(1 - 1e-7, same.of(1), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"0.0,0.1", "0.2,0.1", "0.3,0.3", "0.4,0.5", "0.5,0.55", "0.8,0.7", "0.9,0.7"})
  void isotonicIsLinearBetweenItsPointsAndFlatOutside(double probability, double calibrated) {
    assertEquals(calibrated, STEPS.of(probability), 1e-12);
  }

  @Test
  void aFallingCalibrationIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Calibration.platt(-0.1, 0));
    assertThrows(IllegalArgumentException.class, () -> Calibration.platt(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Calibration.platt(1, Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> Calibration.isotonic(new double[] {0.1, 0.2}, new double[] {0.5, 0.4}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Calibration.isotonic(new double[] {0.2, 0.2}, new double[] {0.4, 0.5}));
    assertThrows(
        IllegalArgumentException.class, () -> Calibration.isotonic(new double[0], new double[0]));
  }

  @Test
  void theFileHoldsTheParametersOfItsMethodOnly() {
    String json = new String(Calibration.platt(2, 0.5).toJson(), StandardCharsets.UTF_8);
    assertEquals("{\"method\":\"platt\",\"slope\":2.0,\"intercept\":0.5}", json);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    for (Calibration each : List.of(Calibration.NONE, Calibration.platt(1.5, -0.25), STEPS)) {
      assertEquals(each, Calibration.ofJson(each.toJson()));
    }
  }

  @Test
  void aCalibrationIsPartOfTheModel() {
    Preprocessing preprocessing = new Preprocessing(List.of(ModelInput.numeric("age")));
    FittedModel plain = new FittedModel(preprocessing, new byte[] {1});
    FittedModel bent = plain.calibratedBy(Calibration.platt(2, 0));
    assertNotEquals(plain.sha256(), bent.sha256());
    assertNotEquals(bent.sha256(), plain.calibratedBy(Calibration.platt(3, 0)).sha256());
    assertEquals(plain.sha256(), bent.calibratedBy(Calibration.NONE).sha256());
  }
}
