package org.churnwise.sentiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.churnwise.sql.Sql;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class SentimentUdfTest {
  private static final List<String> COMMENTS =
      List.of("I love it", "not good", "Order 5 :)", "Die Ware ist gut", " ");

  private static final String NO_COMMENT = "(cast(null as varchar(9))) as score";

  @TempDir Path folder;

  @Test
  void sparkAndTheWarehouseGiveTheScorersScores() {
    SparkSession spark = TestSpark.session();
    SentimentUdf.register(spark);
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      for (String comment : COMMENTS) {
        Double score = SentimentScorer.sentiment(comment);
        String call = "('" + comment + "') as score";
        assertEquals(score, spark.sql("select local_sentiment" + call).head().get(0));
        assertEquals(score, ofWarehouse(temporary, call));
      }
      assertNull(spark.sql("select local_sentiment" + NO_COMMENT).head().get(0));
      assertNull(ofWarehouse(temporary, NO_COMMENT));
    }
  }

  private static Object ofWarehouse(TemporaryWarehouse temporary, String call) {
    Sql sql = new Sql("test", "select snowflake.cortex.sentiment" + call, Map.of());
    return temporary.warehouse().query(sql).get(0).values().get("score");
  }
}
