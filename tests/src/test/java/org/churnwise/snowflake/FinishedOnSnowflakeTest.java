package org.churnwise.snowflake;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All that is tested on the run that {@link FinishedOnSnowflake} makes, in the JVM that made it.
 */
@NeedsSnowflake
@ExtendWith(FinishedOnSnowflake.Provider.class)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class FinishedOnSnowflakeTest {
  @Nested
  class Tables extends SnowflakePipelineTest {}

  @Nested
  class Statements extends PushdownTest {}

  @Nested
  class Commands extends SnowflakeCommandsTest {}

  /** Last, for it changes tables. */
  @Nested
  @Order(Integer.MAX_VALUE)
  class CutOff extends CutOffScoringTest {}
}
