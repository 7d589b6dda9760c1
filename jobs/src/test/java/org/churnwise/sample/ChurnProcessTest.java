package org.churnwise.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChurnProcessTest {
  private static final SampleMonth FEBRUARY = SampleMonth.all().get(9);
  private static final SampleMonth MARCH = SampleMonth.all().get(10);

  @Test
  void solvesTheInterceptOfEqualScores() {
    // sigmoid(3 + x) = 1/2 at x = -3
    assertEquals(-3, Intercept.solve(new double[] {3, 3, 3}, 0.5), 1e-6);
  }

  @Test
  void solvesTheInterceptOfExtremeScores() {
    double[] scores = {-40, -2, 0, 1, 45};
    double intercept = Intercept.solve(scores, 0.5);
    double mean =
        Arrays.stream(scores)
            .map(s -> Intercept.probability(s + intercept))
            .average()
            .orElseThrow();
    assertEquals(0.5, mean, 1e-8);
  }

  @Test
  void drawsTheExpectedNumberAndEachWithItsOwnProbability() {
    double[] probabilities = {0.1, 0.3, 0.6, 0.9, 0.1};
    int[] drawn = new int[5];
    for (int round = 0; round < 40_000; round++) {
      int[] count = {0};
      RandomStream random = RandomStream.of(5, RandomStream.Purpose.STAYING_AWAY, 0, round);
      SystematicDraw.draw(
          probabilities,
          random,
          place -> {
            drawn[place]++;
            count[0]++;
          });
      assertEquals(2, count[0], "probabilities add up to 2");
    }
    for (int place = 0; place < 5; place++) {
      // Four standard errors of a share of 40,000: 4 * sqrt(1/4 / 40,000) = 0.01.
      assertEquals(probabilities[place], drawn[place] / 40_000.0, 0.01, "place " + place);
    }
  }

  @Test
  void theWindowOfFebruaryEndsOnThe3rdOfMarch() {
    assertEquals(SampleMonth.day(2025, 3, 3), FEBRUARY.windowEnd());
  }

  @Test
  void whoStaysAwayInFebruaryBuysInMarchOnlyFromThe3rdOn() {
    Customers customers = new Customers(400, 1);
    CustomerHistory history = bought(customers);
    for (int customer = 0; customer < 200; customer++) {
      history.stayAway(customer, FEBRUARY.windowEnd());
    }
    EventList purchases = new PurchaseSimulator(customers, history, 1).simulate(MARCH);
    boolean[] boughtInMarch = new boolean[customers.count()];
    int early = 0;
    for (int event = 0; event < purchases.size(); event++) {
      boughtInMarch[purchases.customer(event)] = true;
      if (purchases.day(event) < FEBRUARY.windowEnd()) {
        early++;
        assertTrue(purchases.customer(event) >= 200, "customer " + purchases.customer(event));
      }
    }
    assertTrue(early > 0);
    assertTrue(boughtInMarch[0]);
  }

  @Test
  void moodIsThatOfTheTwoNewestComments() {
    Customers customers = new Customers(1, 1);
    CustomerHistory history = new CustomerHistory(customers);
    assertEquals(0.0, history.recentMood(0));
    EventList comments = new EventList();
    comments.add(0, MARCH.firstDay() + 9, Mood.POSITIVE);
    history.add(MARCH, new MonthEvents(new EventList(), comments));
    assertEquals(1.0, history.recentMood(0));
    comments = new EventList();
    comments.add(0, MARCH.firstDay() + 20, Mood.NEGATIVE);
    comments.add(0, MARCH.firstDay() + 8, Mood.NEGATIVE);
    comments.add(0, MARCH.firstDay() + 20, Mood.NEUTRAL);
    history.add(MARCH, new MonthEvents(new EventList(), comments));
    assertEquals(-0.5, history.recentMood(0));
  }

  @Test
  void ordersAreThoseOfThreeMonths() {
    Customers customers = new Customers(1, 1);
    CustomerHistory history = new CustomerHistory(customers);
    int[] ordersByMonth = {1, 2, 3, 4};
    for (int index = 0; index < 4; index++) {
      SampleMonth month = SampleMonth.all().get(index);
      EventList purchases = new EventList();
      for (int order = 0; order < ordersByMonth[index]; order++) {
        purchases.add(0, month.firstDay() + 10 - order);
      }
      history.add(month, new MonthEvents(purchases, new EventList()));
    }
    assertEquals(2 + 3 + 4, history.recentOrders(0));
    assertEquals(SampleMonth.day(2024, 8, 11), history.lastPurchaseDay(0));
  }

  @Test
  void unhappySilentRareAndYoungStayAway() {
    double usual = ChurnModel.BASE.score(0, 20, 3, 49);
    assertTrue(ChurnModel.BASE.score(-1, 20, 3, 49) > usual);
    assertTrue(ChurnModel.BASE.score(0, 50, 3, 49) > usual);
    assertTrue(ChurnModel.BASE.score(0, 20, 1, 49) > usual);
    assertTrue(ChurnModel.BASE.score(0, 20, 3, 20) > usual);
  }

  /** Everybody has bought once, before March. */
  private static CustomerHistory bought(Customers customers) {
    CustomerHistory history = new CustomerHistory(customers);
    SampleMonth january = SampleMonth.firstOfDrift();
    EventList purchases = new EventList();
    for (int customer = 0; customer < customers.count(); customer++) {
      purchases.add(customer, january.firstDay() + 25);
    }
    history.add(january, new MonthEvents(purchases, new EventList()));
    return history;
  }
}
