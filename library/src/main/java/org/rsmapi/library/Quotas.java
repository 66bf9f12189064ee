// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * The limits of the configuration, and what is used of them: by one {@link org.rsmapi.Rsm} in plain
 * Java, by all of a container in OSGi.
 *
 * <p>What is asked for is taken wholly or not at all, and never more than the limit. A limit that
 * sinks below what is in use refuses what is new and ends nothing.
 */
final class Quotas {

  private final AtomicLong segments = new AtomicLong();
  private final AtomicLong exportedBytes = new AtomicLong();
  private final FreedResources freed = new FreedResources();
  private volatile Configuration configuration;

  Quotas(Configuration configuration) {
    this.configuration = configuration;
  }

  Configuration configuration() {
    return configuration;
  }

  /** Has other settings hold from now on. */
  void configure(Configuration next) {
    configuration = next;
  }

  /** What tells those who wait for resources. */
  FreedResources freed() {
    return freed;
  }

  /**
   * Takes one segment.
   *
   * @throws RsmException with the code INSUFFICIENT_RESOURCES
   */
  void takeSegment(String operation) {
    long limit = configuration.maxSegments();
    if (!take(segments, 1, limit)) {
      throw new RsmException(
          RsmError.INSUFFICIENT_RESOURCES,
          operation,
          Settings.MAX_SEGMENTS
              + "="
              + limit
              + ", in use="
              + segments
              + "; end a segment or raise the limit");
    }
  }

  void giveSegmentBack() {
    segments.decrementAndGet();
  }

  /**
   * Takes memory.
   *
   * @param bytes whole pages
   * @throws RsmException with the code INSUFFICIENT_MEM
   */
  void takeMemory(long bytes, String operation) {
    long limit = configuration.maxExportedBytes();
    if (!take(exportedBytes, bytes, limit)) {
      throw new RsmException(
          RsmError.INSUFFICIENT_MEM,
          operation,
          Settings.MAX_EXPORTED_MEMORY
              + "="
              + limit
              + " bytes, in use="
              + exportedBytes
              + ", wanted="
              + bytes
              + "; end a segment or raise the limit");
    }
  }

  void giveMemoryBack(long bytes) {
    exportedBytes.addAndGet(-bytes);
  }

  private static boolean take(AtomicLong used, long amount, long limit) {
    long before = used.get();
    while (amount <= limit - before) {
      long found = used.compareAndExchange(before, before + amount);
      if (found == before) {
        return true;
      }
      before = found;
    }
    return false;
  }
}
