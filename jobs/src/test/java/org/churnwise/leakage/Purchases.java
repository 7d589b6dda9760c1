package org.churnwise.leakage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.Warehouse;

/**
 * Customers of January to May 2025 with a rhythm of their own: customer i buys every 5 + i mod 40
 * days, every third stops after a while, and comments a day after every second purchase. Every
 * seventh returns each third purchase after four days, and one has nothing but a return.
 */
record Purchases(int customers) {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final LocalDate END = LocalDate.of(2025, 6, 1);

  void load(Warehouse warehouse) {
    List<Map<String, Object>> people = new ArrayList<>();
    List<Map<String, Object>> sales = new ArrayList<>();
    List<Map<String, Object>> comments = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      people.add(person(i));
      LocalDate last = i % 3 == 0 ? FIRST.plusDays(30 + i % 90) : END;
      int number = 0;
      for (LocalDate day = FIRST.plusDays(i % 23);
          day.isBefore(last);
          day = day.plusDays(5 + i % 40)) {
        sales.add(sale(i, number, day));
        if (number % 2 == 1) {
          comments.add(comment(i, number, day.plusDays(1)));
        }
        if (i % 7 == 0 && number % 3 == 2) {
          sales.add(returned(i, number, day.plusDays(4)));
        }
        number++;
      }
    }
    sales.add(returned(customers, 0, FIRST));
    warehouse.insert(Tables.CUSTOMERS, people);
    warehouse.insert(Tables.SALES, sales);
    warehouse.insert(Tables.FEEDBACK_SENTIMENT, comments);
  }

  private static Map<String, Object> person(int i) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", "C" + i);
    row.put("age", 20L + i % 60);
    row.put("gender", i % 2 == 0 ? "female" : "male");
    row.put("location", "L" + i % 5);
    row.put("customer_segment", "S" + i % 3);
    row.put("signup_date", FIRST.minusDays(i % 300));
    return row;
  }

  private static Map<String, Object> sale(int i, int number, LocalDate day) {
    return row("T" + i + "-" + number, i, day, amount(i, number), false);
  }

  private static Map<String, Object> returned(int i, int number, LocalDate day) {
    return row("R" + i + "-" + number, i, day, amount(i, number).negate(), true);
  }

  private static BigDecimal amount(int i, int number) {
    return BigDecimal.valueOf(1000 + (i * 37L + number * 11L) % 5000, 2);
  }

  private static Map<String, Object> row(
      String number, int i, LocalDate day, BigDecimal amount, boolean isReturn) {
    return Map.of(
        "transaction_id",
        number,
        "customer_id",
        "C" + i,
        "transaction_date",
        day,
        "total_amount",
        amount,
        "is_return",
        isReturn);
  }

  private static Map<String, Object> comment(int i, int number, LocalDate day) {
    return Map.of(
        "feedback_id",
        "F" + i + "-" + number,
        "customer_id",
        "C" + i,
        "chat_date",
        day,
        "comment",
        "said",
        "sentiment",
        ((i * 13 + number * 7) % 19 - 9) / 10.0);
  }
}
