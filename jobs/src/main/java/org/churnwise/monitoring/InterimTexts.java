package org.churnwise.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.churnwise.run.RecordRows;
import org.churnwise.sql.Sql;
import org.churnwise.stats.MetricTexts;
import org.churnwise.stats.Verdict;
import org.churnwise.warehouse.Warehouse;

/** Early warnings as people read them. */
public final class InterimTexts {
  private InterimTexts() {}

  /** The looks at snapshots whose labels are not FINAL, in order. */
  public static List<Interim> read(Warehouse warehouse) {
    return RecordRows.read(warehouse.query(Sql.named("monitoring/interim")), Interim.class);
  }

  /** A look with its verdict. */
  public static String line(Interim look) {
    return look.verdict() + ": " + sentence(look);
  }

  /** The newest look at each snapshot, the oldest snapshot first. */
  public static List<Interim> newest(List<Interim> looks) {
    Map<Object, Interim> bySnapshot = new LinkedHashMap<>();
    looks.forEach(look -> bySnapshot.put(look.snapshotDate(), look));
    return new ArrayList<>(bySnapshot.values());
  }

  /** The newest look with evidence at each snapshot. */
  public static List<Interim> evidence(List<Interim> looks) {
    return newest(looks.stream().filter(look -> look.verdict() != Verdict.NO_EVIDENCE).toList());
  }

  /**
   * One look: {@code v1 on 2025-03-01, first 7 days: AUC 0.664 (0.640 to 0.688), 0.751 or more on 4
   * earlier snapshots; recency rule 0.610}.
   */
  public static String sentence(Interim look) {
    String who =
        "%s on %s, first %d days".formatted(look.modelVersion(), look.snapshotDate(), look.days());
    if (look.verdict() == Verdict.NO_EVIDENCE) {
      return who + ": " + look.reason().orElse("");
    }
    return "%s: AUC %s (%s to %s), %s or more on %d earlier snapshots; recency rule %s"
        .formatted(
            who,
            MetricTexts.threeDigits(look.auc()),
            MetricTexts.threeDigits(look.low()),
            MetricTexts.threeDigits(look.high()),
            MetricTexts.threeDigits(look.earlierLowest()),
            look.earlierSnapshots(),
            MetricTexts.threeDigits(look.recencyAuc()));
  }
}
