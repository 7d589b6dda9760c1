package org.churnwise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may know whom, over the compiled classes of common and jobs. */
class ArchitectureTest {
  private static final int FEWEST_CLASSES = 60;

  /** Packages of the jobs module; each knows common and itself. */
  private static final List<String> STAGES =
      List.of(
          "ingest", "features", "labels", "training", "scoring", "monitoring", "report", "sample");

  /** The packages that chain stages or look at what they wrote, and so know them. */
  private static final List<String> CHAINS =
      List.of(
          "alerts",
          "backtest",
          "backup",
          "erasing",
          "inspection",
          "leakage",
          "models",
          "pipeline",
          "replay",
          "show");

  /** The packages of common. */
  private static final List<String> COMMON =
      List.of(
          "cli",
          "config",
          "error",
          "metrics",
          "mlflow",
          "model",
          "notification",
          "openlineage",
          "quality",
          "run",
          "sentiment",
          "sql",
          "stats",
          "table",
          "warehouse");

  /** Where the console and the wall clock may be touched. */
  private static final String[] EDGE = packages(List.of("cli"));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ArchitectureTest::isProduct)
            .importPackages("org.churnwise");
  }

  private static boolean isProduct(Location location) {
    return !location.contains("/test-classes/") && !location.contains("-tests.jar");
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> "org.churnwise." + name + "..").toArray(String[]::new);
  }

  @Test
  void theClassesWereFound() {
    assertTrue(
        classes.size() >= FEWEST_CLASSES,
        () -> "only " + classes.size() + " classes found, so the rules here prove nothing");
  }

  @Test
  void everyPackageIsOnOneOfTheLists() {
    String[] known = packages(Stream.of(COMMON, STAGES, CHAINS).flatMap(List::stream).toList());
    classes()
        .that()
        .doNotHaveSimpleName("Churn") // the one class above them all: it lists the commands
        .should()
        .resideInAnyPackage(known)
        .check(classes);
  }

  @Test
  void commonKnowsNoStage() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(COMMON))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(Stream.concat(STAGES.stream(), CHAINS.stream()).toList()))
        .check(classes);
  }

  @ParameterizedTest
  @FieldSource("STAGES")
  void aStageKnowsNoOtherStage(String stage) {
    List<String> others =
        Stream.concat(STAGES.stream(), CHAINS.stream())
            .filter(name -> !name.equals(stage))
            .toList();
    noClasses()
        .that()
        .resideInAPackage("org.churnwise." + stage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(others))
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void statisticsArePlainJava() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(List.of("stats")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "ml.dmlc..", "java.sql..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages(EDGE)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }

  @Test
  void onlyTheCommandLineReadsTheWallClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(EDGE)
        .should()
        .callMethodWhere(readsTheWallClock())
        .check(classes);
  }

  @Test
  void everyRandomNumberHasASeed() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(classes);
  }

  /** LocalDate.now() and the like; a clock that was handed in is a value and may be asked. */
  private static DescribedPredicate<JavaMethodCall> readsTheWallClock() {
    return DescribedPredicate.describe(
        "read the wall clock",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean takesClock =
              call.getTarget().getRawParameterTypes().stream()
                  .anyMatch(type -> type.isEquivalentTo(Clock.class));
          return owner.equals(Clock.class.getName()) && call.getName().startsWith("system")
              || owner.startsWith("java.time.") && call.getName().equals("now") && !takesClock
              || owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis");
        });
  }
}
