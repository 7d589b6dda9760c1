package org.churnwise.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.Ledger;
import org.churnwise.run.Run;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.churnwise.warehouse.Warehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** v1 is champion; v2 is proposed, v3 was kept out, v4 refused. */
@Slow
class AliasChangesTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);

  @TempDir Path folder;
  private TemporaryWarehouse temporary;

  /** Each change comes a second after the one before. */
  private int changes;

  @BeforeEach
  void open() {
    temporary = TemporaryWarehouse.in(folder);
    trained("v1", Optional.empty(), Outcome.PROMOTED);
    trained("v2", Optional.of("v1"), Outcome.PROPOSED);
    trained("v3", Optional.of("v1"), Outcome.KEPT);
    trained("v4", Optional.of("v1"), Outcome.REFUSED);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  @Test
  void aProposalChangesNothingUntilItIsApproved() {
    assertEquals("v1", champion());
    changes().approve("v2", "looks right");
    assertAliases("v2", "v1");
    assertTrue(
        temporary
            .rows(Tables.MODEL_DECISIONS, "challenger", "champion", "outcome", "reason")
            .contains("v2 | v1 | PROMOTED | approved: looks right"));
  }

  @Test
  void whatWasNotProposedCannotBeApproved() {
    assertRefused(
        ExitCode.MODEL_REFUSED,
        "model v3 is not waiting for approval, it is KEPT",
        () -> changes().approve("v3", "why"));
  }

  @Test
  void aModelThatWasKeptOutCanBePromotedByHand() {
    changes().promote("v3", "the shop changed");
    assertAliases("v3", "v1");
  }

  @Test
  void aRefusedModelIsNeverPromoted() {
    assertRefused(
        ExitCode.MODEL_REFUSED, "model v4 was refused", () -> changes().promote("v4", "why"));
    assertEquals("v1", champion());
  }

  @Test
  void aRollbackBringsThePreviousChampionBack() {
    changes().promote("v3", "why");
    changes().rollback("it was not better");
    assertAliases("v1", "v3");
    assertEquals(
        "v1",
        registry().championAt(JULY).orElseThrow().version(),
        "what scores the snapshot follows the newest decision");
  }

  @Test
  void withoutAPreviousChampionThereIsNoRollback() {
    assertRefused(
        ExitCode.MODEL_REFUSED, "there is no previous champion", () -> changes().rollback("why"));
  }

  @Test
  void theChampionIsNotPromotedAgain() {
    assertRefused(
        ExitCode.USAGE, "model v1 is already the champion", () -> changes().promote("v1", "why"));
  }

  @Test
  void aShadowStandsBesideTheChampionAndMovesNothingElse() {
    changes().shadow("v3", "watch it");
    assertEquals(
        TextTable.expected("alias | model_version\nchampion | v1\nshadow | v3\n"),
        temporary.rows(Tables.MODEL_ALIASES, "alias", "model_version"));
    assertTrue(
        temporary
            .rows(Tables.MODEL_DECISIONS, "challenger", "champion", "outcome", "reason")
            .contains("v3 | v1 | SHADOWED | shadow: watch it"));
    assertEquals("v1", registry().championAt(JULY).orElseThrow().version());
  }

  @Test
  void thereIsOneShadowAtATimeAndItCanBeCleared() {
    changes().shadow("v3", "watch it");
    changes().shadow("v2", "rather this one");
    assertEquals("v2", registry().shadow().orElseThrow().version());
    changes().clearShadow("seen enough");
    assertEquals(Optional.empty(), registry().shadow());
    assertRefused(
        ExitCode.MODEL_REFUSED, "there is no shadow", () -> changes().clearShadow("again"));
  }

  @Test
  void aShadowThatIsPromotedIsShadowNoLonger() {
    changes().shadow("v3", "watch it");
    changes().promote("v3", "it was better");
    assertAliases("v3", "v1");
  }

  @Test
  void aProposalThatIsShadowCanStillBeApproved() {
    changes().shadow("v2", "watch it");
    changes().approve("v2", "looks right");
    assertAliases("v2", "v1");
  }

  @Test
  void championShadowAndRefusedModelsAreNoNewShadow() {
    changes().shadow("v3", "watch it");
    assertRefused(
        ExitCode.USAGE, "model v1 is already the champion", () -> changes().shadow("v1", "why"));
    assertRefused(
        ExitCode.USAGE, "model v3 is already the shadow", () -> changes().shadow("v3", "why"));
    assertRefused(
        ExitCode.MODEL_REFUSED, "model v4 was refused", () -> changes().shadow("v4", "why"));
    assertRefused(ExitCode.USAGE, "unknown model v9", () -> changes().shadow("v9", "why"));
  }

  @Test
  void aProcessThatDiesInTheMiddleHasChangedNothing() {
    List<String> before = modelRows();
    int writes = 0;
    while (dies(writes, "v3")) {
      assertEquals(before, modelRows(), "died after %d writes".formatted(writes));
      writes++;
    }
    assertTrue(writes >= 2, "writes of a promotion: " + writes);
    assertAliases("v3", "v1");
  }

  private List<String> modelRows() {
    return List.of(
        temporary.rows(Tables.MODEL_ALIASES, "alias", "model_version", "decision_id"),
        temporary.rows(Tables.MODEL_DECISIONS, "decision_id", "challenger", "outcome"));
  }

  /** Promotes a model on a warehouse that ends the process after so many writes. */
  private boolean dies(int writes, String version) {
    try {
      changes(new DyingWarehouse(temporary.warehouse(), writes).proxy()).promote(version, "why");
      return false;
    } catch (Died e) {
      return true;
    }
  }

  /** No code of the product catches it for good. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final class DyingWarehouse implements InvocationHandler {
    private static final Set<String> WRITES =
        Set.of("execute", "insert", "insertFrom", "concludeWith", "delete");

    private final Warehouse warehouse;
    private int left;

    DyingWarehouse(Warehouse warehouse, int left) {
      this.warehouse = warehouse;
      this.left = left;
    }

    Warehouse proxy() {
      return (Warehouse)
          Proxy.newProxyInstance(
              Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (WRITES.contains(method.getName()) && left-- <= 0) {
        throw new Died();
      }
      try {
        return method.invoke(warehouse, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  private static void assertRefused(ExitCode code, String message, Runnable change) {
    ChurnException refused = assertThrows(ChurnException.class, change::run);
    assertEquals(code, refused.exitCode());
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }

  private void assertAliases(String champion, String previous) {
    assertEquals(
        TextTable.expected(
            "alias | model_version\nchampion | " + champion + "\nprevious | " + previous + "\n"),
        temporary.rows(Tables.MODEL_ALIASES, "alias", "model_version"));
  }

  private AliasChanges changes() {
    return changes(temporary.warehouse());
  }

  private AliasChanges changes(Warehouse warehouse) {
    Run run = temporary.ledger().run();
    changes++;
    Clock later = Clock.fixed(TemporaryWarehouse.NOW.plusSeconds(changes), ZoneOffset.UTC);
    return new AliasChanges(
        warehouse,
        new Ledger(
            warehouse,
            new Run(
                run.id(),
                run.command(),
                run.arguments(),
                run.asOf(),
                run.codeVersion(),
                run.startedAt(),
                later)),
        JULY);
  }

  private String champion() {
    return registry().champion().orElseThrow().version();
  }

  private ModelRegistry registry() {
    return new ModelRegistry(temporary.warehouse(), temporary.ledger());
  }

  private void trained(String version, Optional<String> champion, Outcome outcome) {
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(JUNE, JUNE, List.of(), List.of(), 2, 1),
            FeatureSet.of(FeatureCatalogue.load()),
            Map.of(),
            0.5,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), List.of()));
    registry().add(new ModelVersion(version, JUNE, card, version, "sha"), List.of());
    registry()
        .add(
            new ModelDecision(JUNE + "-" + version, JUNE, version, champion, outcome, "why", "{}"));
  }
}
