package org.churnwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sql} sends to a warehouse, and what it refuses whatever the warehouse would say. */
class ReadOnlyStatementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "SELECT 1;",
        "select 1; -- the end",
        "-- first\nselect 1",
        "/* drop */ select 'insert into x; delete'",
        "with a as (select 1 as x) select x from a",
        "(select 1) union all (select 2)",
        "values (1)",
        "show tables",
        "describe table alerts",
        "select \"update\" from t",
        "select t.load, 1 as copy from t",
        "select replace(name, 'a', 'b') from t",
        "select card:features[0]::string from model_versions",
        "select load from (select 1 as load)",
        "select import, call from t where copy > 1",
        "select truncate(1.5), insert('abc', 1, 2, 'z')",
        "with load as (select 1 as n), b (n) as not materialized ((select 2)) (select * from load)",
        "with a as (with b as (select 1) select * from b) select * from a",
        "with recursive a(n) as (select 1 union all select n + 1 from a) from a",
        "select x from t window w as (order by x)",
        "select card ->> '$.name', $1, $2 from t"
      })
  void whatReadsIsLetThrough(String text) {
    assertEquals(text, ReadOnlyStatement.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "insert into t values (1)     | begins with 'insert'",
        "/* select */ drop table t    | begins with 'drop'",
        "-- select\u2028              | is empty",
        "( delete from t )            | begins with 'delete'",
        "explain analyze select 1     | begins with 'explain'",
        "call p()                     | begins with 'call'",
        "set x = 1                    | begins with 'set'",
        "pragma version               | begins with 'pragma'",
        "with a as (select 1) delete from t       | holds 'delete'",
        "with a as (select 1) merge into t        | holds 'merge'",
        "with a as (delete from t) select 1       | holds 'delete'",
        "with a as (with b as (drop t) select 1) select 1 | holds 'drop'",
        "with a as (select 1) (with b as (select 1) delete from t) | holds 'delete'",
        "with p as procedure () returns int call p()      | holds 'procedure'",
        "with a                                   | no query",
        "`select 1 // ' \n ; drop table t; -- '`  | has //",
        "`select 1 -- \r ; drop table t`          | carriage return",
        "select e'\\'' ; drop table t; --'        | backslash before a quote",
        "select $$a$$                             | quotes with $",
        "select 1e5$$ ' $$ ; drop table t; -- '   | quotes with $",
        "select $a$ ' $a$ ; drop table t; -- '    | quotes with $",
        "select $\u00e9$ ' $\u00e9$              | quotes with $",
        "select 1 into t                          | holds 'into'",
        "select 1; drop table t                   | several statements",
        "select 1 ->> drop table t                | holds 'drop'",
        "select 'a\\'; drop table t; --'          | backslash before a quote",
        "/* /* */ select 1 */ copy t to 'x'       | comment within a comment",
        "select 1 /* ; */ ; ; select 2            | several statements"
      })
  void whatMayWriteIsRefusedWithTheReason(String text, String reason) {
    ChurnException refused =
        assertThrows(ChurnException.class, () -> ReadOnlyStatement.of(text.replace("\\\\", "\\")));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
