package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.quality.AlertManager;
import org.churnwise.quality.DataQualityChecker;
import org.churnwise.sentiment.SentimentScorer;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.testkit.AlteredClassPath;
import org.churnwise.warehouse.EmbeddedWarehouse;
import org.churnwise.warehouse.SnowflakeWarehouse;
import org.junit.jupiter.api.Test;

/** Which classes, texts and libraries a hash of code covers. */
class StageCodeTest {
  private static final ClassPathBytes RUNNING = ClassPathBytes.running();

  @Test
  void theSameRootsHaveTheSameCodeInAnyOrder() {
    assertEquals(
        StageCode.of(PairedBootstrap.class, EmbeddedWarehouse.class),
        new CodeClosure(RUNNING).code(EmbeddedWarehouse.class, PairedBootstrap.class));
  }

  @Test
  void otherRootsHaveOtherCode() {
    assertNotEquals(StageCode.of(EmbeddedWarehouse.class), StageCode.of(SnowflakeWarehouse.class));
  }

  @Test
  void aClassThatTheRootReachesCounts() {
    assertMoves(AlteredClassPath.otherCode("org.churnwise.stats.Interval"), PairedBootstrap.class);
    assertMoves(
        AlteredClassPath.otherCode("org.churnwise.warehouse.DuckDbValues"),
        EmbeddedWarehouse.class);
  }

  @Test
  void aClassThatTheRootDoesNotReachCountsForNothing() {
    assertStays(AlteredClassPath.otherCode("org.churnwise.stats.Uplift"), PairedBootstrap.class);
    assertStays(
        AlteredClassPath.otherCode("org.churnwise.warehouse.SnowflakeValues"),
        EmbeddedWarehouse.class);
  }

  @Test
  void aCommentThatMovesTheLinesCountsForNothing() {
    String name = "org.churnwise.stats.PairedBootstrap";
    AlteredClassPath commented = AlteredClassPath.otherComment(name);
    String file = "org/churnwise/stats/PairedBootstrap.class";
    assertFalse(
        Arrays.equals(commented.read(file).orElseThrow(), RUNNING.read(file).orElseThrow()),
        "the test alters nothing");
    assertStays(commented, PairedBootstrap.class);
  }

  @Test
  void aStatementThatAReachedClassNamesCounts() {
    assertMoves(
        AlteredClassPath.otherResource("sql/warehouse/duckdb/dialect.sql"),
        EmbeddedWarehouse.class);
    assertStays(
        AlteredClassPath.otherResource("sql/warehouse/snowflake/existing_schema.sql"),
        EmbeddedWarehouse.class);
    assertMoves(
        AlteredClassPath.otherResource("sql/warehouse/snowflake/existing_schema.sql"),
        SnowflakeWarehouse.class);
  }

  @Test
  void theModelOfTheSentimentCountsWhereTheScorerIsNamed() {
    AlteredClassPath weights = AlteredClassPath.otherResource("org/churnwise/sentiment/model.txt");
    assertMoves(weights, SentimentScorer.class);
    assertStays(weights, EmbeddedWarehouse.class);
  }

  @Test
  void aRootCountsWithAllOfItEvenIfItIsLeftOutElsewhere() {
    assertMoves(
        AlteredClassPath.otherCode("org.churnwise.sentiment.Tokens"), SentimentScorer.class);
    assertMoves(
        AlteredClassPath.otherCode("org.churnwise.quality.AlertManager"), AlertManager.class);
  }

  @Test
  void whatIsLeftOutCountsForNothing() {
    assertStays(
        AlteredClassPath.otherCode("org.churnwise.error.ChurnException"), EmbeddedWarehouse.class);
    assertStays(AlteredClassPath.otherCode("org.churnwise.run.Run"), DataQualityChecker.class);
  }

  @Test
  void theLibrariesAreThoseThatAReachedClassNames() {
    assertEquals(Set.of(), libraries(PairedBootstrap.class));
    assertEquals(Set.of(Library.SPARK, Library.DUCKDB), libraries(EmbeddedWarehouse.class));
    assertEquals(Set.of(Library.SPARK), libraries(SnowflakeWarehouse.class));
  }

  @Test
  void eachLibraryHasAVersion() {
    for (Library library : Library.values()) {
      assertTrue(library.version().matches("\\d+(\\.\\d+)+.*"), library + library.version());
    }
  }

  @Test
  void aMissingClassIsAnError() {
    ClassPathBytes without =
        path -> path.endsWith("/Interval.class") ? Optional.empty() : RUNNING.read(path);
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> new CodeClosure(without).code(PairedBootstrap.class));
    assertEquals("the class path lacks org/churnwise/stats/Interval.class", error.getMessage());
  }

  private static Set<Library> libraries(Class<?> root) {
    Map<String, CompiledClass> reached =
        new CodeClosure(RUNNING).reached(List.of(root.getName().replace('.', '/')));
    Set<Library> libraries = new HashSet<>();
    reached.values().forEach(code -> libraries.addAll(code.libraries()));
    return libraries;
  }

  private static void assertMoves(ClassPathBytes altered, Class<?> root) {
    assertNotEquals(StageCode.of(root), new CodeClosure(altered).code(root));
  }

  private static void assertStays(ClassPathBytes altered, Class<?> root) {
    assertEquals(StageCode.of(root), new CodeClosure(altered).code(root));
  }
}
