package org.churnwise.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.churnwise.config.SentimentSettings;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.run.Ledger;
import org.churnwise.run.LoadedFiles;
import org.churnwise.table.Table;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;

/** Files that are loaded, replaced and undone by runs r1, r2, ... of the reference contract. */
final class CorrectionFixture implements AutoCloseable {
  private static final Contract CONTRACT = Contract.load("reference");

  private final Path source;
  private final TemporaryWarehouse temporary;
  private int runs;
  private SentimentSettings sentiment = TestSentiment.SETTINGS;

  CorrectionFixture(Path folder) throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    temporary = TemporaryWarehouse.in(Files.createDirectories(folder.resolve("warehouse")));
  }

  void write(String name, String text) throws IOException {
    Files.writeString(source.resolve(name), text);
  }

  void remove(String name) throws IOException {
    Files.delete(source.resolve(name));
  }

  IngestResult load() {
    Ledger ledger = ledger();
    IngestResult result =
        pipeline(ledger, TestSpark::session)
            .load(new FileDiscovery(temporary.warehouse(), CONTRACT).discover(source.toString()));
    LoadFixture.assertKnown(ledger, temporary);
    return result;
  }

  CorrectionResult replace(String... names) {
    Ledger ledger = ledger();
    return pipeline(ledger, TestSpark::session).correct(replacement(ledger, names));
  }

  CorrectionPlan replacement(Ledger ledger, String... names) {
    return CorrectionPlan.replace(
        List.of(names),
        source.toString(),
        new FileDiscovery(CONTRACT).discover(source.toString()),
        ledger.view().loaded());
  }

  CorrectionResult undo(String... names) {
    Ledger ledger = ledger();
    return pipeline(
            ledger,
            () -> {
              throw new AssertionError("Spark was asked for");
            })
        .correct(CorrectionPlan.undo(List.of(names), ledger.view().loaded()));
  }

  private DataIngestionPipeline pipeline(Ledger ledger, Supplier<SparkSession> spark) {
    return new DataIngestionPipeline(temporary.warehouse(), ledger, spark, CONTRACT, sentiment);
  }

  /** Scores the comments of later loads by other settings. */
  void scoredBy(SentimentSettings settings) {
    sentiment = settings;
  }

  /** The ledger of the next run. */
  Ledger ledger() {
    return temporary.ledger("r" + ++runs, LoadFixture.AS_OF);
  }

  LoadedFiles loaded() {
    return new LoadedFiles(temporary.warehouse());
  }

  TemporaryWarehouse temporary() {
    return temporary;
  }

  String rows(Table table, String... columns) {
    return temporary.rows(table, columns);
  }

  @Override
  public void close() {
    temporary.close();
  }
}
