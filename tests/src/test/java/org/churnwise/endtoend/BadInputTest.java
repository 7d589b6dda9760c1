package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever cannot be used is refused in one line, with its exit code, and nothing changes. */
@Slow
@ExtendWith(FinishedPipeline.Provider.class)
class BadInputTest {
  private static final int USAGE = 2;
  private static final int DATA_REFUSED = 3;
  private static final int WAREHOUSE = 4;
  private static final int LEASE_HELD = 6;

  @TempDir private Path temporary;
  private final FinishedPipeline pipeline;

  BadInputTest(FinishedPipeline pipeline) {
    this.pipeline = pipeline;
  }

  private Workplace copy() throws Exception {
    return pipeline.place().copyTo(temporary.resolve("copy"));
  }

  private Workplace copyWithFiles() throws Exception {
    return copy().withCopiedSource(temporary.resolve("files"));
  }

  private void assertUnchanged(Workplace place) throws Exception {
    assertEquals(
        pipeline.content().fingerprints(), new WarehouseContent(place.database()).fingerprints());
  }

  @Test
  void aWrongOption() throws Exception {
    Workplace place = copy();
    place.pipeline("--mode", "all", "--moths", "4").requireRefusal(USAGE, "--moths");
    assertUnchanged(place);
  }

  @Test
  void aWrongMode() throws Exception {
    Workplace place = copy();
    place.pipeline("--mode", "everything").requireRefusal(USAGE, "everything", "continuous");
    assertUnchanged(place);
  }

  @Test
  void anUnknownKeyIsNamedWithItsNearest() throws Exception {
    Workplace place = copy();
    place
        .pipeline("--mode", "all", "--set", "training.round=5")
        .requireRefusal(USAGE, "training.round", "training.rounds");
    assertUnchanged(place);
  }

  @Test
  void aMissingFolder() throws Exception {
    Workplace place = new Workplace(temporary.resolve("nowhere"), copy().database());
    place.pipeline("--mode", "all").requireRefusal(DATA_REFUSED, "nowhere");
    assertUnchanged(place);
  }

  @Test
  void aFolderWithoutFiles() throws Exception {
    Path empty = Files.createDirectory(temporary.resolve("nothing here"));
    Workplace place = new Workplace(empty, copy().database());
    place.pipeline("--mode", "all").requireRefusal(DATA_REFUSED, "nothing here");
    assertUnchanged(place);
  }

  @Test
  void anEmptyFile() throws Exception {
    Workplace place = copyWithFiles();
    Files.createFile(place.source().resolve("new_sales_2025_06.csv"));
    place
        .pipeline("--mode", "all")
        .requireRefusal(DATA_REFUSED, "new_sales_2025_06.csv", "no records");
    assertUnchanged(place);
  }

  @Test
  void aFileThatIsNoDatabase() throws Exception {
    Path database = temporary.resolve("garbage.duckdb");
    Files.writeString(database, "This is no database.\n".repeat(1000));
    String before = sha256(database);
    Workplace place = pipeline.place().withDatabase(database);
    place.pipeline("--mode", "all").requireRefusal(WAREHOUSE, "garbage.duckdb");
    assertEquals(before, sha256(database));
  }

  @Test
  void aDatabaseThatAnotherProcessHolds() throws Exception {
    Workplace place = copy();
    try (DatabaseHolder holder = DatabaseHolder.of(place.database())) {
      place
          .pipeline("--mode", "all")
          .requireRefusal(LEASE_HELD, "process " + holder.pid(), place.database().toString());
    }
    assertUnchanged(place);
  }

  @Test
  void aChangedFileUnderAKnownName() throws Exception {
    Workplace place = copyWithFiles();
    Path file = place.source().resolve("sales_2024_05.csv");
    String before = sha256(file);
    List<String> rows = Files.readAllLines(file);
    Files.write(file, rows.subList(1, rows.size()));
    place
        .pipeline("--mode", "all")
        .requireRefusal(DATA_REFUSED, "sales_2024_05.csv", before, sha256(file));
    assertUnchanged(place);
  }

  @Test
  void aMissingMonthBetweenTwoOthers() throws Exception {
    Path database = temporary.resolve("gap.duckdb");
    Workplace place =
        pipeline.place().withDatabase(database).withCopiedSource(temporary.resolve("files"));
    Files.delete(place.source().resolve("sales_2024_07.csv"));
    place.pipeline("--mode", "all").requireRefusal(DATA_REFUSED, "2024-07");
    assertFalse(Files.exists(database));
  }

  @Test
  void aRefusalIsALastLineForProgramsToo() throws Exception {
    Workplace place = new Workplace(temporary.resolve("nowhere"), temporary.resolve("new.duckdb"));
    Outcome outcome = place.pipeline("--mode", "all");
    assertEquals("REFUSED", outcome.json().get("status").asText());
    assertEquals(DATA_REFUSED, outcome.json().get("exit_code").asInt());
  }

  @Test
  void usageErrorsCreateNoDatabase() {
    Path database = temporary.resolve("never.duckdb");
    pipeline.place().withDatabase(database).pipeline("--mode", "everything");
    assertFalse(Files.exists(database));
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}
