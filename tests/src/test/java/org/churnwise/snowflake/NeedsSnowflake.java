package org.churnwise.snowflake;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.churnwise.python.InstalledCondition;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on {@link SnowflakeAccount#forTests}. Without a real account they need the local server;
 * where that cannot be installed the class is reported as skipped, or fails with {@code
 * -Dsnowflake.local=required}.
 */
@Slow
@Tag(NeedsSnowflake.TAG)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsSnowflake.Condition.class)
public @interface NeedsSnowflake {
  /** What {@code tests/snowflake-account} runs. */
  String TAG = "snowflake";

  /** Starts the server, if it is needed. */
  final class Condition extends InstalledCondition<NeedsSnowflake> {
    Condition() {
      super(NeedsSnowflake.class);
    }

    @Override
    protected void install(NeedsSnowflake needs) {
      SnowflakeAccount.forTests();
    }
  }
}
