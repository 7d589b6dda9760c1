package org.churnwise.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Optional;
import org.churnwise.warehouse.Traffic;

/**
 * What this process used for a piece of work: with a local master all of it, on a cluster the
 * driver's share.
 *
 * @param cpuSeconds processor time of all threads, those of native code too
 * @param peakHeapBytes the most that the Java heap held; memory of native code does not count
 * @param statements sent to the warehouse, but those of Snowflake's connector
 * @param bytesRead of files, and of rows that the warehouse handed to Spark; empty if not known
 * @param bytesWritten of rows that Spark handed to the warehouse, and of model files; empty if not
 *     known
 */
record Usage(
    double cpuSeconds,
    long peakHeapBytes,
    long statements,
    Optional<Long> bytesRead,
    Optional<Long> bytesWritten) {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final List<MemoryPoolMXBean> HEAP =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  /** Measures from now on. There is one heap: work that is measured at once shares its peak. */
  static Meter start(Traffic traffic) {
    HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
    return new Meter(PROCESS.getProcessCpuTime(), traffic, traffic.total());
  }

  /**
   * A measurement that goes on.
   *
   * @param cpuNanos processor time of the process at its start
   * @param traffic of the warehouse
   * @param before what was carried at its start
   */
  record Meter(long cpuNanos, Traffic traffic, Traffic.Total before) {
    /** What was used since the start. */
    Usage read() {
      Traffic.Total now = traffic.total();
      return new Usage(
          (PROCESS.getProcessCpuTime() - cpuNanos) / 1e9,
          HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum(),
          now.statements() - before.statements(),
          now.readSince(before),
          now.writtenSince(before));
    }
  }
}
