package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.churnwise.sql.Sql;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.junit.jupiter.api.Test;

/** The texts of hashes; what they give is in the contract of warehouses. */
class ContentHashTest {
  private static final SliceRows ROWS = new SliceRows(Tables.DATA_QUALITY, Map.of());

  @Test
  void aHashOfAnOlderReleaseIsTakenAgainByTheTextOfItsTime() {
    Sql then = ContentHash.of(ROWS, Migrations.ALL_DIGITS - 1);
    assertTrue(then.text().contains("nvl(cast(value as string), '~')"), then.text());
    Sql now = ContentHash.of(ROWS, Migrations.ALL_DIGITS);
    assertTrue(now.text().contains("nvl(to_varchar(value, 'TME'), '~')"), now.text());
  }
}
