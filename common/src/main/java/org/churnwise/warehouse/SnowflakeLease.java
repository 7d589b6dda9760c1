package org.churnwise.warehouse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.sql.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one run to write a schema: one row of run_leases, which is made with the table and
 * taken by an update, which only one session can do at a time. It expires by the account's clock
 * unless it is renewed, which a thread does in a session of its own. A holder on this machine whose
 * process has died is replaced at once.
 *
 * <p>Before each commit {@link #requireHeld} checks the row itself, so that a run that was paused
 * for longer than its lease writes nothing after another has begun.
 */
final class SnowflakeLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnowflakeLease.class);
  private static final Sql TAKE = Sql.named("warehouse/snowflake/take_lease");
  private static final Sql HOLDER = Sql.named("warehouse/snowflake/lease_holder");
  private static final Sql RENEW = Sql.named("warehouse/snowflake/renew_lease");
  private static final Sql RELEASE = Sql.named("warehouse/snowflake/release_lease");
  private static final String NOBODY = "nobody";

  private final String runId;
  private final String place;
  private final Clock clock;
  private final Duration time;
  private final Supplier<JdbcSession> sessions;
  private final ScheduledExecutorService renewal;

  /** Used by one thread after the other: by the taker, the renewal, and who closes. */
  private JdbcSession session;

  /** What is known here of the time that the account has granted, without asking it. */
  private volatile Granted granted;

  private SnowflakeLease(
      String runId, Duration time, Supplier<JdbcSession> sessions, String place, Clock clock) {
    this.clock = clock;
    this.runId = runId;
    this.place = place;
    this.time = time;
    this.sessions = sessions;
    this.session = sessions.get();
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "churnwise-lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lease and keeps it until it is closed.
   *
   * @param sessions opens a session, now and when one is lost
   * @param place the schema, for the message of a refused run
   * @param clock of this machine
   * @throws ChurnException with exit code 6 that names run, process, host and time
   */
  static SnowflakeLease take(
      String runId, Duration time, Supplier<JdbcSession> sessions, String place, Clock clock) {
    SnowflakeLease lease = new SnowflakeLease(runId, time, sessions, place, clock);
    try {
      lease.take();
    } catch (RuntimeException e) {
      lease.renewal.shutdown();
      lease.session.close();
      throw e;
    }
    long period = time.toMillis() / 3;
    lease.renewal.scheduleAtFixedRate(lease::renew, period, period, TimeUnit.MILLISECONDS);
    return lease;
  }

  private void take() {
    if (taken(NOBODY)) {
      return;
    }
    Optional<ResultRow> holder = holder(session);
    if (holder.isPresent() && isGone(holder.get().string("holder"))) {
      if (taken(holder.get().string("holder"))) {
        LOG.warn("took over the lease of {}, which has ended", holder.get().string("holder"));
        return;
      }
      holder = holder(session);
    }
    if (holder.isPresent() || !taken(NOBODY)) {
      throw held(holder);
    }
  }

  private boolean taken(String goneHolder) {
    granted = Granted.at(clock);
    Sql take =
        TAKE.with("run_id", runId)
            .with("holder", self())
            .with("gone_holder", goneHolder)
            .with("lease_seconds", time.toSeconds());
    return session.execute(take) > 0;
  }

  private static Optional<ResultRow> holder(JdbcSession session) {
    return first(session.query(HOLDER));
  }

  private static Optional<ResultRow> first(List<ResultRow> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  private ChurnException held(Optional<ResultRow> holder) {
    String who =
        holder
            .map(
                row ->
                    "run %s (host.process.start %s) until %s"
                        .formatted(
                            row.string("run_id"), row.string("holder"), row.instant("expires_at")))
            .orElse("another run");
    return new ChurnException(
        ExitCode.LEASE_HELD,
        "%s is held by %s; wait for it to end, and run this again".formatted(place, who));
  }

  /**
   * Refuses to continue if the lease is lost; called in the transaction that is about to commit.
   * Rows being written when the lease expires still land, and may replace what another run has
   * landed since: a run that is paused for longer than its lease within one write of the connector
   * is the one case that this does not catch.
   *
   * @throws ChurnException with exit code 6
   */
  void requireHeld(Warehouse warehouse) {
    Optional<ResultRow> holder = first(warehouse.query(HOLDER));
    if (holder.isEmpty() || !holder.get().string("run_id").equals(runId)) {
      throw new ChurnException(
          ExitCode.LEASE_HELD,
          "the lease on %s expired because run %s did not renew it for %d s; this step wrote nothing. Run this again, or raise snowflake.lease-seconds"
              .formatted(place, runId, time.toSeconds()));
    }
  }

  /**
   * The same before rows land, which need no statement while the granted time runs.
   *
   * @throws ChurnException with exit code 6
   */
  void requireHeldToLand(Warehouse warehouse) {
    if (!granted.runs(time, clock)) {
      requireHeld(warehouse);
    }
  }

  /** The condition that the lease is held by the account's clock, for a statement that writes. */
  String whereHeld() {
    return "where exists (select 1 from run_leases where run_id = %s and expires_at > sysdate())"
        .formatted(SnowflakeWarehouse.literal(runId));
  }

  private void renew() {
    Granted asked = Granted.at(clock);
    try {
      long renewed = change(RENEW.with("lease_seconds", time.toSeconds()));
      granted = renewed == 0 ? Granted.NEVER : asked;
    } catch (RuntimeException e) {
      LOG.warn("failed to renew the lease on {}; trying again", place, e);
    }
  }

  /** Changes the row of this run, once more in a new session if that was lost. */
  private synchronized long change(Sql statement) {
    try {
      return session.execute(statement.with("run_id", runId));
    } catch (ChurnException e) {
      if (!SnowflakeSessions.isConnectionLost(e)) {
        throw e;
      }
      LOG.warn("the session of the lease on {} is lost; another follows", place, e);
      JdbcSession opened = sessions.get();
      SnowflakeSessions.leave(session);
      session = opened;
      return session.execute(statement.with("run_id", runId));
    }
  }

  /**
   * A moment at which time was asked for, by two clocks of this machine: one goes on while it
   * sleeps, the other cannot be set back.
   */
  private record Granted(Instant at, long nanos) {
    static final Granted NEVER = new Granted(Instant.EPOCH, System.nanoTime());

    static Granted at(Clock clock) {
      return new Granted(clock.instant(), System.nanoTime());
    }

    /** Whether half of the time is left by both clocks: the rows have yet to travel. */
    boolean runs(Duration time, Clock clock) {
      Duration half = time.dividedBy(2);
      return Duration.between(at, clock.instant()).compareTo(half) < 0
          && System.nanoTime() - nanos < half.toNanos();
    }
  }

  /** Host, process and its start, so that a reused process number is recognised. */
  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    return host() + "." + process.pid() + "." + started(process);
  }

  private static boolean isGone(String holder) {
    String prefix = host() + ".";
    if (!holder.startsWith(prefix)) {
      return false; // only that machine knows
    }
    String[] process = holder.substring(prefix.length()).split("\\.");
    return ProcessHandle.of(Long.parseLong(process[0]))
        .filter(alive -> started(alive) == Long.parseLong(process[1]))
        .isEmpty();
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }

  /** The name of this machine, in letters that need no quotes. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_-]", "-");
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }

  /** Gives the lease back. */
  @Override
  public void close() {
    renewal.shutdownNow();
    try {
      change(RELEASE);
    } finally {
      session.close();
    }
  }
}
