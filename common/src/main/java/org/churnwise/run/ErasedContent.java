package org.churnwise.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.churnwise.sql.Sql;
import org.churnwise.table.Tables;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * What an erasure made of the content of some rows.
 *
 * @param runId the run that erased
 * @param tableName where they are
 * @param rowFilter see {@link SliceRows#filter}; of a training dataset, what tells its snapshot
 * @param hashVersion see {@link ContentHash}; 0 for a training dataset of a release that did not
 *     record it
 */
public record ErasedContent(
    String runId,
    String tableName,
    String rowFilter,
    long hashVersion,
    String hashBefore,
    String hashAfter,
    long rowsBefore,
    long rowsAfter) {
  private static final RecordRows<ErasedContent> ROWS =
      new RecordRows<>(Tables.ERASED_CONTENTS, ErasedContent.class, "erased_at");

  /** One statement does not get too long. */
  private static final int AT_ONCE = 100;

  /** How many rows went. */
  public long rowsErased() {
    return rowsBefore - rowsAfter;
  }

  /** All that ever were, oldest first. */
  public static List<ErasedContent> read(Warehouse warehouse) {
    return RecordRows.read(
        warehouse.query(Sql.named("erasing/erased_contents")), ErasedContent.class);
  }

  /** Appends them, as part of the caller's transaction. */
  public static void insert(Warehouse warehouse, Run run, List<ErasedContent> contents) {
    ROWS.insert(warehouse, contents, run.clock().instant());
  }

  /** Content by the rows that it is of, as runs recorded it, of some tables. */
  public record Standing(Map<Recorded, Hashed> contents) {

    /** What stands now; one statement for a hundred contents. */
    public static Standing read(Warehouse warehouse, Set<String> tables) {
      List<Recorded> recorded =
          RecordRows.read(warehouse.query(Sql.named("erasing/contents")), Recorded.class).stream()
              .filter(content -> tables.contains(content.tableName()))
              .toList();
      Map<Recorded, Hashed> contents = new LinkedHashMap<>();
      for (int from = 0; from < recorded.size(); from += AT_ONCE) {
        List<Recorded> some = recorded.subList(from, Math.min(recorded.size(), from + AT_ONCE));
        hashed(warehouse, some).forEach(row -> contents.put(recorded(row), Hashed.of(row)));
      }
      return new Standing(contents);
    }

    private static List<ResultRow> hashed(Warehouse warehouse, List<Recorded> contents) {
      List<Sql> hashes = new ArrayList<>();
      for (Recorded content : contents) {
        SliceRows rows = SliceRows.of(Tables.kept(content.tableName()), content.rowFilter());
        Map<String, String> beside =
            Map.of("table_name", content.tableName(), "row_filter", content.rowFilter());
        hashes.add(ContentHash.beside(beside, rows, content.hashVersion()));
      }
      return warehouse.query(Sql.unionAll("erased contents", hashes));
    }

    private static Recorded recorded(ResultRow row) {
      return RecordRows.read(row, Recorded.class);
    }

    /** What an erasure between the two moments has changed. */
    public List<ErasedContent> changedUntil(Standing later, String runId) {
      List<ErasedContent> changed = new ArrayList<>();
      contents.forEach(
          (content, before) -> {
            Hashed after = later.contents.get(content);
            if (!before.equals(after)) {
              changed.add(
                  new ErasedContent(
                      runId,
                      content.tableName,
                      content.rowFilter,
                      content.hashVersion,
                      before.contentHash,
                      after.contentHash,
                      before.rowCount,
                      after.rowCount));
            }
          });
      return changed;
    }
  }

  /** The rows that a content is of. */
  public record Recorded(String tableName, String rowFilter, long hashVersion) {}

  /** A content hash and the number of its rows. */
  public record Hashed(String contentHash, long rowCount) {
    static Hashed of(ResultRow row) {
      return RecordRows.read(row, Hashed.class);
    }
  }
}
