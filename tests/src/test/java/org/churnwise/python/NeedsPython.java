package org.churnwise.python;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need packages from PyPI. Where they cannot be installed, for want of python3 or of a
 * package index, the class is reported as skipped; with {@code -Dsnowflake.local=required} it
 * fails.
 */
@Slow
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(PythonCondition.class)
public @interface NeedsPython {
  /** The file of requirements, from the folder of the module. */
  String value();
}
