package org.churnwise.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.config.AlertSettings;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Sales that are too old on the day of a run are an alert, which newer sales resolve. */
class FreshnessTest extends NotifierFixture {
  private static final AlertSettings FORTY_FIVE_DAYS =
      settings(Map.of(), "monitoring.max-age-days=45");

  private static final String OLD =
      "the newest sale is of 2026-01-01, 46 days old, and monitoring.max-age-days allows 45: newer"
          + " files are missing or not loaded";

  @Test
  void salesAsOldAsAllowedAreNoAlert() {
    loadSalesOf(TODAY);
    end(FORTY_FIVE_DAYS, TODAY.plusDays(45));
    assertEquals(0, temporary.count(Tables.ALERTS));
  }

  @Test
  void olderSalesAreOneAlertThatNewerSalesResolve() {
    loadSalesOf(TODAY);
    end(FORTY_FIVE_DAYS, TODAY.plusDays(46));
    assertEquals(List.of("stale     " + OLD), console);
    end(FORTY_FIVE_DAYS, TODAY.plusDays(46));
    assertEquals(
        TextTable.expected(
            "source | subject | state | owners | message | episode\n"
                + "freshness | sales | OPEN | sales-data | "
                + OLD
                + " | 1"),
        alerts());
    loadSalesOf(TODAY.plusDays(20));
    end(FORTY_FIVE_DAYS, TODAY.plusDays(46));
    assertEquals(TextTable.expected("state\nRESOLVED"), temporary.rows(Tables.ALERTS, "state"));
    assertEquals(2, temporary.count(Tables.ALERT_EVENTS));
  }

  @Test
  void withoutABoundOrASaleThereIsNoAlert() {
    end(FORTY_FIVE_DAYS, TODAY.plusYears(9));
    loadSalesOf(TODAY);
    end(settings(Map.of()), TODAY.plusYears(9));
    assertEquals(0, temporary.count(Tables.ALERTS));
  }

  private String alerts() {
    return temporary.rows(
        Tables.ALERTS, "source", "subject", "state", "owners", "message", "episode");
  }

  private void loadSalesOf(LocalDate day) {
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day | last_day | ingested_at | run_id | load_number
        sales | sales_%1$s.csv | in | h | 1 | 1 | 0 | 0 | %1$s | %1$s | 2026-01-01T00:00:00Z | r | 1
        """
            .formatted(day));
  }
}
