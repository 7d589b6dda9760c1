package org.churnwise.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.churnwise.metrics.MetricsFile;
import org.churnwise.notification.AlertNotifier;
import org.churnwise.openlineage.LineageEmitter;
import org.churnwise.quality.AlertChange;
import org.churnwise.quality.AlertManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who hears of a run beside the tables: receivers of OpenLineage while it goes on, those of its
 * alerts and readers of metrics at its end. The run is what it is, whatever becomes of the
 * messages.
 */
final class RunListeners {
  private static final Logger LOG = LoggerFactory.getLogger(RunListeners.class);

  /** An interrupted run has seconds to end. */
  private static final Duration HURRY = Duration.ofSeconds(1);

  private static final String SOURCE = "openlineage";
  private static final String SUBJECT = "events";

  private final Job job;
  private final Optional<LineageEmitter> lineage;

  /** Listens to the ledger from now on; nothing of OpenLineage is loaded unless it is on. */
  RunListeners(Job job) {
    this.job = job;
    if (!job.settings().openLineage().isOn()) {
      this.lineage = Optional.empty();
      return;
    }
    LineageEmitter emitter =
        new LineageEmitter(
            job.settings(), job.warehouse(), job.run(), new Version().getVersion()[0]);
    job.ledger().listen(emitter);
    this.lineage = Optional.of(emitter);
  }

  /** The run was interrupted; for another thread, after the ledger. */
  void interrupted() {
    lineage.ifPresent(emitter -> emitter.close(HURRY));
  }

  /** The run has ended, and the ledger has it. */
  void ended() {
    if (lineage.isPresent()) { // a method reference would load its class
      close(lineage.get());
    }
    // what it found before it failed is committed
    new AlertNotifier(job.settings().alerts(), job.warehouse(), job.ledger())
        .atEndOfRun(job.console()::line);
    MetricsFile.atEndOfRun(job.warehouse(), job.ledger(), job.settings(), job.console()::line);
  }

  private void close(LineageEmitter emitter) {
    List<String> lost = emitter.close(job.settings().openLineage().timeout());
    lost.forEach(job.console()::warning);
    AlertChange change =
        lost.isEmpty()
            ? AlertChange.close(SOURCE, SUBJECT)
            : AlertChange.open(SOURCE, SUBJECT, "WARNING", String.join("; ", lost))
                .concerning(List.of(), "submit/churn doctor");
    try {
      job.warehouse()
          .transaction(() -> new AlertManager(job.warehouse(), job.ledger()).make(List.of(change)));
    } catch (RuntimeException e) {
      LOG.warn("no alert on the events of OpenLineage", e);
    }
  }
}
