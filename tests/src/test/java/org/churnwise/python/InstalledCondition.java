package org.churnwise.python;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Skips a class whose tools cannot be installed. An assumption in {@code @BeforeAll} would do so
 * too, but Surefire counts such a class as no tests at all.
 *
 * @param <A> the annotation that says what a class needs
 */
public abstract class InstalledCondition<A extends Annotation> implements ExecutionCondition {
  /** What could not be installed: the next class need not try again. */
  private static final Map<Annotation, String> MISSING = new HashMap<>();

  private final Class<A> annotation;

  protected InstalledCondition(Class<A> annotation) {
    this.annotation = annotation;
  }

  /** Installs what is missing, or throws {@link TestAbortedException} with the reason. */
  protected abstract void install(A needs) throws Exception;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return enabled("decided for the class");
    }
    Optional<A> needs =
        context.getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, annotation));
    return needs.map(this::decided).orElseGet(() -> enabled("needs nothing"));
  }

  private ConditionEvaluationResult decided(A needs) {
    synchronized (MISSING) {
      String reason = MISSING.computeIfAbsent(needs, key -> missing(needs));
      return reason == null ? enabled("installed") : disabled(reason);
    }
  }

  /** Null if nothing is missing: then the map keeps nothing. */
  private String missing(A needs) {
    try {
      install(needs);
      return null;
    } catch (TestAbortedException e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
