package org.churnwise.submitting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.churnwise.python.InstalledCondition;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a {@link SparkInstallation}. Where it cannot be fetched the class is reported as
 * skipped, or fails with {@code -Dsnowflake.local=required}.
 */
@Slow
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSpark.Condition.class)
@interface NeedsSpark {

  /** Fetches Spark, if it is not there yet. */
  final class Condition extends InstalledCondition<NeedsSpark> {
    Condition() {
      super(NeedsSpark.class);
    }

    @Override
    protected void install(NeedsSpark needs) throws Exception {
      SparkInstallation.fetched();
    }
  }
}
