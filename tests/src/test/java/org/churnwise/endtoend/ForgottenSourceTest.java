package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.ingest.BundledSample;
import org.churnwise.ingest.IngestJob;
import org.churnwise.ingest.InitJob;
import org.churnwise.inspection.StatusJob;
import org.churnwise.pipeline.PipelineJob;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop with sales of its own runs its commands, and forgets ingest.source. */
@Slow
class ForgottenSourceTest {
  private static final int USAGE = 2;

  @TempDir private Path folder;
  private Workplace place;

  @BeforeEach
  void loadOwnSales() throws Exception {
    place =
        new Workplace(Files.createDirectory(folder.resolve("files")), folder.resolve("x.duckdb"));
    Files.writeString(place.source().resolve("sales_2024_05.csv"), "T1,C1,2024-05-02,,,,1\n");
    place.run(new IngestJob()).requireDone();
  }

  private Outcome withoutSource(Object command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--set", "warehouse.path=" + place.database()));
    return Workplace.execute(command, arguments);
  }

  private List<String> sales() throws Exception {
    return new WarehouseContent(place.database()).query("select transaction_id from sales");
  }

  @Test
  void noCommandBringsTheSampleIn() throws Exception {
    withoutSource(new PipelineJob(), "--mode", "all")
        .requireRefusal(USAGE, "sales_2024_05.csv", "--set ingest.source=DIR");
    withoutSource(new PipelineJob(), "--mode", "all", "--env", "prod")
        .requireRefusal(USAGE, "--env prod", "--set ingest.source=DIR");
    withoutSource(new IngestJob()).requireRefusal(USAGE, "--set ingest.source=DIR");
    withoutSource(new InitJob()).requireDone();
    assertEquals(List.of("T1"), sales());
    assertFalse(Files.exists(Path.of(BundledSample.FOLDER)));
  }

  @Test
  void statusAdvisesTheSourceAndNoSample() {
    Outcome status = withoutSource(new StatusJob()).requireDone();
    assertTrue(status.out().contains("set it to the folder of your files"), status::toString);
    assertFalse(status.out().contains("pipeline --mode all"), status::toString);
  }
}
