package org.churnwise.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.churnwise.cli.Console;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrialTest {
  private static final String CONTRACT =
      """
      feeds.sales {
        files = [ { name = "till.*" } ]
        header = true
        drop = [ { column = state, equals = void } ]
        one-sale-per = [transaction_id]
        columns {
          transaction_id { from = no }
          customer_id { from = client }
          transaction_date { from = day }
          total_amount { from = amount }
        }
      }
      """;

  @TempDir Path folder;

  private Contract contract() throws IOException {
    return Contract.load(Files.writeString(folder.resolve("c.conf"), CONTRACT).toString());
  }

  @Test
  void itSaysWhatTheContractMayLack() throws IOException {
    FileTrial trial =
        trial(
            "till.csv",
            """
            no,client,day,amount,state
            1,C1,2025-01-05,1.234,ok
            2,C1,2025-01-05,-5,ok
            """);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trial.print(new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("decimals or thousands: decimal-mark"), printed);
    assertTrue(printed.contains("say so: feeds.sales.returns = true"), printed);
  }

  @Test
  void itSaysThatAScaleBelowOneCountsParts() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("c.conf"), CONTRACT + "feeds.sales.columns.total_amount.scale = 0.01\n");
    Path file =
        Files.writeString(
            folder.resolve("till.csv"), "no,client,day,amount,state\n1,C1,2025-01-05,348.73,ok\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FileTrial.of(
            file, Contract.load(own.toString()), LocalDate.of(2025, 12, 31), new Configuration())
        .print(new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("not_whole_parts total_amount"), printed);
    assertTrue(printed.contains("remove 'scale'"), printed);
  }

  private FileTrial trial(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return FileTrial.of(file, contract(), LocalDate.of(2025, 12, 31), new Configuration());
  }

  @Test
  void itShowsRowsCountsAndTheFirstBadLinesOfEachRule() throws IOException {
    FileTrial trial =
        trial(
            "till.csv",
            """
            no,client,day,amount,state
            1,C1,2025-01-05,1,ok
            1,C1,2025-01-05,2,
            2,C1,2025-01-05,1,void
            3,C1,05.01.2025,1,ok
            4,C1,06.01.2025,1,ok
            5,C2,2025-01-05,9,ok
            """);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trial.print(new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    assertEquals(
        """
        file till.csv: feed sales
          transaction_id  customer_id  transaction_date  total_amount
                       1  C1           2025-01-05              3.0000
                       5  C2           2025-01-05              9.0000
          6 records read = 1 dropped + 1 folded + 2 bad + 2 good
          not_a_date transaction_date: 2 times
            line 5 '05.01.2025': 3,C1,05.01.2025,1,ok
            line 6 '06.01.2025': 4,C1,06.01.2025,1,ok
        """,
        bytes.toString(StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), trial.refusal(contract()));
  }

  @Test
  void aFileThatIngestWouldRefuseIsRefused() throws IOException {
    Optional<String> allBad =
        trial("till.csv", "no,client,day,amount,state\n1,,2025-01-05,1,ok\n").refusal(contract());
    assertEquals(Optional.of("1 of 1 records are bad; correct the file, or the contract"), allBad);
    Optional<String> other =
        trial("till.csv", "no,client,day\n1,C,2025-01-05\n").refusal(contract());
    assertTrue(other.orElseThrow().startsWith("column amount not found"), other::toString);
  }

  @Test
  void aFileOfNoFeedIsRefused() {
    ChurnException e = assertThrows(ChurnException.class, () -> trial("shop.csv", "no\n"));
    assertTrue(e.getMessage().contains("shop.csv matches no name in contract"), e.getMessage());
  }
}
