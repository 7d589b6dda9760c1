package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.training.TrainingStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bytecode leads from an interface to a class only where the class is created. What a stage is
 * handed must be named beside it, else its code is in no key.
 */
class ReachedInterfacesTest {
  private static final CodeClosure CLOSURE = new CodeClosure(ClassPathBytes.running());

  static final List<Class<?>> STAGES =
      List.of(
          DataIngestionPipeline.class,
          FeatureEngineer.class,
          ChurnLabeler.class,
          TrainingStage.class,
          ChurnScorer.class,
          ModelMonitor.class);

  @ParameterizedTest
  @FieldSource("STAGES")
  void theWarehouseAloneIsHandedToAStage(Class<?> stage) {
    assertEquals(Set.of("Warehouse"), handed(stage));
  }

  @Test
  void allThatAWarehouseWorksWithItCreates() {
    for (String name : List.of("EmbeddedWarehouse", "SnowflakeWarehouse")) {
      assertEquals(Set.of(), handed(loaded("org/churnwise/warehouse/" + name)), name);
    }
  }

  /** Interfaces that no reached class implements, and that are no lambda's. */
  private static Set<String> handed(Class<?> root) {
    List<Class<?>> reached =
        CLOSURE.reached(List.of(root.getName().replace('.', '/'))).keySet().stream()
            .<Class<?>>map(ReachedInterfacesTest::loaded)
            .toList();
    return reached.stream()
        .filter(type -> type.isInterface() && !type.isAnnotation() && abstractMethods(type) > 1)
        .filter(type -> reached.stream().noneMatch(other -> implementsIt(other, type)))
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean implementsIt(Class<?> type, Class<?> wanted) {
    return !type.isInterface() && wanted.isAssignableFrom(type);
  }

  private static long abstractMethods(Class<?> type) {
    return Stream.of(type.getMethods())
        .map(Method::getModifiers)
        .filter(Modifier::isAbstract)
        .count();
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(
          name.replace('/', '.'), false, ReachedInterfacesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
