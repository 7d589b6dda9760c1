package org.churnwise.erasing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.erasing.CustomerErasure.Erasure;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.ContentHash;
import org.churnwise.run.ErasedContent;
import org.churnwise.run.ForgottenCustomers;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.run.SliceId;
import org.churnwise.run.SliceRows;
import org.churnwise.run.Stage;
import org.churnwise.run.StageCounts;
import org.churnwise.run.StageSlice;
import org.churnwise.run.Written;
import org.churnwise.sql.Sql;
import org.churnwise.table.Table;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Slow
class CustomerErasureTest {
  private static final String ID = "PERSON-4711";
  private static final String COMMENT = "my grandmother Wilhelmine was delighted";
  private static final LocalDate AS_OF = LocalDate.of(2025, 12, 31);
  private static final SliceRows LOAD = new SliceRows(Tables.SALES, Map.of("load_number", 1L));

  @TempDir Path folder;

  private TemporaryWarehouse temporary;

  @BeforeEach
  void fill() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.CUSTOMERS,
        """
        customer_id | age | valid_from | load_number
        PERSON-4711 | 34  | 0001-01-01 | 1
        PERSON-47   | 35  | 0001-01-01 | 1
        """);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | load_number
        T1             | PERSON-4711 | 2025-01-02       | 5            | 1
        T2             | PERSON-47   | 2025-01-02       | 6            | 1
        """);
    temporary.insert(
        Tables.DUPLICATE_ROWS,
        """
        feed  | row_key | load_number | equals_load
        sales | T1      | 2           | 1
        sales | T2      | 2           | 1
        """);
    temporary.insert(
        Tables.FEEDBACK_RAW,
        """
        chat_date  | comment                                 | customer_id | feedback_id | load_number
        2025-01-03 | my grandmother Wilhelmine was delighted | PERSON-4711 | F1          | 1
        2025-01-03 | fine                                    | PERSON-47   | F2          | 1
        """);
    temporary.insert(
        Tables.QUARANTINE,
        """
        feed  | file_name | line_number | rule       | raw_row                       | contract_version | run_id
        sales | s.csv     | 7           | not_a_date | T7,person-4711,yesterday,,,,5 | c1               | r1
        sales | s.csv     | 8           | not_a_date | T8,PERSON-47,yesterday,,,,5   | c1               | r1
        """);
    temporary.insert(
        Tables.PIPELINE_RUNS,
        """
        run_id | command | arguments | config_hash | code_version | started_at          | status  | error
        r0     | ingest  | -         | c           | v            | 2025-01-01T00:00:00Z | REFUSED | T1 is of 'PERSON-4711'.
        r2     | ingest  | -         | c           | v            | 2025-01-01T00:00:00Z | REFUSED | T2 is of PERSON-47
        """);
  }

  @AfterEach
  void close() {
    temporary.close();
  }

  private Erasure erase(boolean future, String... ids) {
    return new CustomerErasure(
            temporary.warehouse(), temporary.ledger("forget1", AS_OF).run(), new SecureRandom())
        .erase(new GivenCustomers(Contract.load("reference")).of(List.of(ids)), future);
  }

  private void commitLoad() {
    StageSlice slice =
        new StageSlice(Stage.INGEST, "sales", new SliceId.LoadedFile("s.csv"), "key", List.of());
    Ledger ledger = temporary.ledger("r1", AS_OF);
    ledger.commit(
        List.of(slice),
        () -> new Written<>("", Map.of(slice.id(), new StageCounts(2, 2, List.of(LOAD)))));
  }

  @Test
  void theDayOnWhichNobodyElseBoughtIsLoadedAllTheSame() {
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day  | last_day   | ingested_at          | run_id | load_number
        sales     | s.csv     | /d         | h            | 3         | 3           | 0                | 0              | 2025-01-02 | 2025-01-09 | 2025-02-01T00:00:00Z | r1     | 1
        """);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | load_number
        T3             | PERSON-4711 | 2025-01-09       | 5            | 1
        """);
    erase(false, ID);
    assertEquals(
        Optional.of(LocalDate.of(2025, 1, 10)), new LoadedFiles(temporary.warehouse()).watermark());
  }

  @Test
  void aCustomerLeavesEveryTable() {
    Erasure erasure = erase(false, ID);
    assertEquals(
        Map.of(
            "customers", 1L,
            "sales", 1L,
            "duplicate_rows", 1L,
            "feedback_raw", 1L,
            "quarantine", 1L,
            "pipeline_runs", 1L),
        erasure.rows());
    for (Table table : Tables.kept()) {
      String left = temporary.rows(table).toUpperCase(java.util.Locale.ROOT);
      assertFalse(left.contains(ID), () -> table.name() + "\n" + left);
    }
  }

  @Test
  void othersStay() {
    erase(false, ID);
    for (Table table :
        List.of(Tables.CUSTOMERS, Tables.SALES, Tables.FEEDBACK_RAW, Tables.QUARANTINE)) {
      assertEquals(1, temporary.count(table), table.name());
    }
    assertTrue(temporary.rows(Tables.PIPELINE_RUNS, "error").contains("T2 is of PERSON-47"));
  }

  @Test
  void heIsRememberedByAKeyedHashOnly() {
    erase(false, ID);
    ForgottenCustomers.Search search = ForgottenCustomers.read(temporary.warehouse()).search();
    assertTrue(search.holds(ID));
    assertFalse(search.holds("PERSON-47"));
    assertTrue(search.isNamedIn("T7;\"person-4711\";x"));
    assertFalse(search.isNamedIn("T7,PERSON-47,x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '\0',
      value = {
        "Q\"uote ! T9,\"Q\"\"uote\",never",
        "Q\"uote ! {\"customer_id\":\"Q\\\"uote\"}",
        "a|b ! T9,a|b,never",
        "Anna Blank ! 9,it is Anna Blank again,never",
        "ANNA BLANK ! T9,anna blank,never"
      })
  void anIdOfSeveralPartsIsFoundInBadRowsNowAndInLaterLoads(String id, String row) {
    temporary
        .warehouse()
        .insert(Tables.QUARANTINE, List.of(bad(row), bad("T10,Anna,Blank,a,b,never")));
    erase(false, id);
    assertEquals(3, temporary.count(Tables.QUARANTINE));
    ForgottenCustomers.Search search = ForgottenCustomers.read(temporary.warehouse()).search();
    assertTrue(search.isNamedIn(row));
    assertFalse(search.isNamedIn("T10,Anna,Blank,a,b,never"));
  }

  private void keep(Contract contract) {
    Map<String, Object> row =
        Map.of("contract_version", "c1", "content", contract.content(), "run_id", "r1");
    temporary.warehouse().insert(Tables.CONTRACTS, List.of(row));
  }

  private static Map<String, Object> bad(String row) {
    return Map.of(
        "feed", "sales",
        "file_name", "s.csv",
        "line_number", 100L + row.length(),
        "rule", "not_a_date",
        "raw_row", row,
        "contract_version", "c1",
        "run_id", "r1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "17    ! T9,17,yesterday,,,,5         ! 1 ! 0",
        "17    ! T9,99,yesterday,,17,,5       ! 0 ! 0",
        "17    ! 17,99,yesterday,,,,17        ! 0 ! 0",
        "17    ! T9,,yesterday,,,,17          ! 1 ! 1",
        "17    ! T9,99,17                     ! 1 ! 1",
        "alice ! T9, ALICE ,yesterday,,,,17 ! 1 ! 0"
      })
  void aBadRowThatCanBeReadIsThatOfItsCustomerOnly(String id, String row, long gone, long byText) {
    keep(Contract.load("reference"));
    temporary.warehouse().insert(Tables.QUARANTINE, List.of(bad(row)));

    Erasure erasure = erase(true, id);

    assertEquals(3 - gone, temporary.count(Tables.QUARANTINE));
    assertEquals(byText, erasure.byText());
    assertEquals(gone, erasure.present());
  }

  @Test
  void aBadRowThatWasTakenBackIsReadByTheHeaderOfItsFile() {
    keep(Contract.load("german-shop"));
    temporary.insert(
        Tables.SUPERSEDED_FILES,
        """
        file_type | file_name  | stage_name | content_hash | header                                        | rows_read | rows_loaded | rows_quarantined | rows_duplicate | ingested_at          | run_id | load_number | superseded_by | superseded_at
        customers | kunden.csv | /d         | h            | Kundengruppe;Ort;Kundennummer;Anrede;Kunde seit | 2         | 0           | 2                | 0              | 2025-02-01T00:00:00Z | r1     | 9           | r2            | 2025-02-01T00:00:00Z
        """);
    temporary.insert(
        Tables.SUPERSEDED_QUARANTINE,
        """
        feed      | file_name  | line_number | rule       | raw_row              | contract_version | run_id | load_number | superseded_by | superseded_at
        customers | kunden.csv | 2           | not_a_date | 17;Ulm;4;Frau;never  | c1               | r1     | 9           | r2            | 2025-02-01T00:00:00Z
        customers | kunden.csv | 3           | not_a_date | 4;Ulm; 17;Frau;never | c1               | r1     | 9           | r2            | 2025-02-01T00:00:00Z
        """);

    assertEquals(new Erasure(1, 1, 0, Map.of("superseded_quarantine", 1L)), erase(false, "17"));

    assertEquals("line_number\n2\n", temporary.rows(Tables.SUPERSEDED_QUARANTINE, "line_number"));
  }

  @Test
  void anUnknownCustomerIsRefusedAndNothingChanges() {
    ChurnException e = assertThrows(ChurnException.class, () -> erase(false, ID, "NOBODY"));
    assertEquals(ExitCode.DATA_REFUSED, e.exitCode());
    assertTrue(e.getMessage().contains("first CUSTOMER_ID 2"), e::getMessage);
    assertFalse(e.getMessage().contains("NOBODY"), e::getMessage);
    assertEquals(2, temporary.count(Tables.SALES));
    assertEquals(0, temporary.count(Tables.FORGOTTEN_CUSTOMERS));
  }

  @Test
  void aFutureCustomerIsRemembered() {
    assertEquals(new Erasure(0, 1, 0, Map.of()), erase(true, "NOBODY"));
    assertTrue(ForgottenCustomers.read(temporary.warehouse()).search().holds("NOBODY"));
  }

  /** The list is not refused for them; in texts they are not looked for. */
  @ParameterizedTest
  @ValueSource(strings = {"***", "€", "-", "a\nb", "x\ty"})
  void anOddIdThatATableHoldsIsErased(String odd) {
    Map<String, Object> row = Map.of("customer_id", odd, "valid_from", AS_OF, "load_number", 1L);
    temporary.warehouse().insert(Tables.CUSTOMERS, List.of(row));
    temporary.warehouse().insert(Tables.QUARANTINE, List.of(bad("T9,***,€,-,never")));
    assertEquals(2, erase(false, ID, odd).present());
    assertEquals(1, temporary.count(Tables.CUSTOMERS));
    assertEquals(2, temporary.count(Tables.QUARANTINE));
    ForgottenCustomers.Search search = ForgottenCustomers.read(temporary.warehouse()).search();
    assertTrue(search.holds(odd));
    assertFalse(search.isNamedIn("T10,***,€,-,never"));
  }

  @Test
  void anIdThatIsVeryLongIsErasedToo() {
    String odd = "q".repeat(1_001);
    Map<String, Object> row = Map.of("customer_id", odd, "valid_from", AS_OF, "load_number", 1L);
    temporary.warehouse().insert(Tables.CUSTOMERS, List.of(row));
    assertEquals(1, erase(false, odd).present());
  }

  @ParameterizedTest
  @ValueSource(strings = {"***", "a\nb"})
  void anOddIdThatNoTableHoldsIsNotRemembered(String odd) {
    ChurnException e = assertThrows(ChurnException.class, () -> erase(true, ID, odd));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertTrue(e.getMessage().startsWith("CUSTOMER_ID 2: no table holds it"), e::getMessage);
    assertEquals(2, temporary.count(Tables.CUSTOMERS));
  }

  @Test
  void aSecondErasureOfTheSameCustomerDoesNothing() {
    erase(false, ID);
    assertEquals(new Erasure(0, 0, 0, Map.of()), erase(false, ID));
    assertEquals(1, temporary.count(Tables.FORGOTTEN_CUSTOMERS));
    assertEquals(1, temporary.count(Tables.FORGETTING_KEYS));
  }

  @Test
  void recordedContentsAreThoseOfTheRowsThatStay() {
    commitLoad();
    erase(false, ID);
    ResultRow now = temporary.warehouse().query(ContentHash.of(LOAD)).get(0);
    ResultRow recorded =
        temporary
            .warehouse()
            .query(new Sql("test", "select content_hash, row_count from slice_contents", Map.of()))
            .get(0);
    assertEquals(now.string("content_hash"), recorded.string("content_hash"));
    assertEquals(1, recorded.longValue("row_count"));
    ErasedContent erased = ErasedContent.read(temporary.warehouse()).get(0);
    assertEquals(1, erased.rowsErased());
    assertEquals("forget1", erased.runId());
  }

  @Test
  void aContentThatWasRewrittenSinceStaysAsItWasRecorded() {
    commitLoad();
    temporary.warehouse().execute(new Sql("test", "update sales set num_items = 9", Map.of()));
    String before = temporary.rows(Tables.SLICE_CONTENTS, "content_hash", "row_count");
    erase(false, ID);
    assertEquals(before, temporary.rows(Tables.SLICE_CONTENTS, "content_hash", "row_count"));
  }

  @Test
  void noByteOfTheFileHoldsIdOrCommentAfterwards() {
    temporary.reopen();
    assertTrue(bytes().contains(ID));
    assertTrue(bytes().contains(COMMENT));
    erase(false, ID);
    temporary.warehouse().discardRemains();
    assertEquals(1, temporary.count(Tables.SALES)); // it works on
    String left = bytes();
    assertFalse(left.contains(ID));
    assertFalse(left.contains(COMMENT));
    assertTrue(left.contains("PERSON-47"));
    temporary.reopen();
    assertEquals(1, temporary.count(Tables.SALES));
  }

  /** As a process that is killed after its commit. */
  @Test
  void whatAKilledErasureLeftInTheFileGoesWhenItIsOpenedAgain() {
    temporary.reopen();
    erase(false, ID);
    temporary.reopen();
    assertFalse(bytes().contains(COMMENT));
    assertFalse(Files.exists(folder.resolve("test.duckdb-remains")));
    assertEquals(1, temporary.count(Tables.SALES));
  }

  @Test
  void whoeverIsRememberedGoesAgainWhenHisRowsAreBack() {
    erase(false, ID);
    temporary.insert(
        Tables.SALES,
        """
        transaction_id | customer_id | transaction_date | total_amount | load_number
        T9             | PERSON-4711 | 2025-01-02       | 5            | 1
        """);
    Map<String, Long> rows =
        new CustomerErasure(
                temporary.warehouse(), temporary.ledger("r3", AS_OF).run(), new SecureRandom())
            .eraseRemembered();
    assertEquals(Map.of("sales", 1L), rows);
  }

  /** All files beside the database, its log too. */
  private String bytes() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }
}
