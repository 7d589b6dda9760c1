package org.churnwise.openlineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.churnwise.config.OpenLineageSettings;
import org.churnwise.config.Settings;
import org.churnwise.quality.QualityCheck;
import org.churnwise.run.RecordRows;
import org.churnwise.run.Run;
import org.churnwise.run.StageEvent;
import org.churnwise.run.StageEvent.Change;
import org.churnwise.run.StageSlice;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.Warehouse;

/**
 * Sends the events of a run to a file and to a receiver. It never throws, and the run never waits
 * for it but at its end. Costs a query for each commit of slices, for their checks.
 */
public final class LineageEmitter implements Consumer<StageEvent> {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final Warehouse warehouse;
  private final Run run;
  private final RunEvents events;
  private final List<EventSink> sinks = new ArrayList<>();
  private final Losses unwritten = new Losses("any receiver");
  private final Map<QualityCheck, Integer> toldBefore = new HashMap<>();

  /**
   * @param product name and version of this program, for the events
   */
  public LineageEmitter(Settings settings, Warehouse warehouse, Run run, String product) {
    OpenLineageSettings where = settings.openLineage();
    OpenLineage lineage = new OpenLineage(URI.create("urn:" + product.replace(' ', ':')));
    boolean snowflake = settings.warehouse().kind().equals("snowflake");
    this.warehouse = warehouse;
    this.run = run;
    this.events =
        new RunEvents(
            lineage,
            where.namespace(),
            new Datasets(lineage, settings),
            Engines.of(warehouse, snowflake, product),
            run);
    if (!where.file().isEmpty()) {
      sinks.add(new EventFile(Path.of(where.file())));
    }
    if (!where.url().isEmpty()) {
      sinks.add(new EventReceiver(where));
    }
  }

  @Override
  public void accept(StageEvent event) {
    try {
      for (RunEvent each : events.of(event, newChecks(event))) {
        String line = JSON.writeValueAsString(each);
        sinks.forEach(sink -> sink.take(line));
      }
    } catch (RuntimeException | JsonProcessingException e) {
      unwritten.lost(e.toString());
    }
  }

  /**
   * The checks of what was just committed. A stage may write a slice twice in a run: what was told
   * before is left out.
   */
  private List<QualityCheck> newChecks(StageEvent event) {
    if (event.change() != Change.COMPLETE || event.slices().isEmpty()) {
      return List.of();
    }
    Sql recorded =
        Sql.named("lineage/checks")
            .with("run_id", run.id())
            .with("stage", event.slices().get(0).stage().toString());
    Map<QualityCheck, Integer> before = new HashMap<>(toldBefore);
    List<QualityCheck> fresh = new ArrayList<>();
    for (QualityCheck check : RecordRows.read(warehouse.query(recorded), QualityCheck.class)) {
      if (before.merge(check, -1, Integer::sum) < 0) {
        fresh.add(check);
        toldBefore.merge(check, 1, Integer::sum);
      }
    }
    return fresh.stream().filter(check -> isOf(check, event)).toList();
  }

  private static boolean isOf(QualityCheck check, StageEvent event) {
    return event.slices().stream().anyMatch(slice -> isOf(check, slice));
  }

  private static boolean isOf(QualityCheck check, StageSlice slice) {
    String name = slice.id().toString();
    return check.subject().equals(name) || check.subject().equals(slice.table() + " " + name);
  }

  /**
   * Ends the delivery.
   *
   * @param patience how long to wait for the receiver
   * @return what did not arrive and why, a line for each place; empty if all did
   */
  public List<String> close(Duration patience) {
    List<String> lost = new ArrayList<>();
    unwritten.spoken().ifPresent(lost::add);
    sinks.stream().map(sink -> sink.close(patience)).flatMap(Optional::stream).forEach(lost::add);
    return lost;
  }
}
