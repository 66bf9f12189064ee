// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;

/**
 * One publish of a segment in the state PUBLISHING: tries until the driver has resources for it.
 *
 * @param segment the segment
 * @param id the id wanted
 * @param policy who may import
 * @param patient whether to wait for resources
 * @param operation the call of the application
 */
record Publication(
    ExportState segment, SegmentId id, AccessPolicy policy, boolean patient, String operation) {

  /** Resources may come from other processes, too, of which nothing is heard here. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** So often may a system id be one that another interconnect has handed out. */
  private static final int SYSTEM_ID_ATTEMPTS = 16;

  /** Leads out of the state PUBLISHING, in any case. */
  SegmentId publish() {
    FreedResources freed = segment.controller.account().quotas().freed();
    Runnable waker = segment::wake;
    SegmentId published = null;
    freed.add(waker);
    try {
      if (!id.equals(SegmentId.ANY) && !segment.take(id)) {
        throw new RsmException(
            RsmError.SEGID_IN_USE,
            operation,
            "id=" + id + " is published by this process on another interconnect");
      }
      while (published == null) {
        long seen = freed.count();
        published = attempt();
        if (published == null) {
          await(freed, seen);
        }
      }
      return published;
    } finally {
      freed.remove(waker);
      if (published == null) {
        giveUp();
      }
    }
  }

  /** Returns null if resources are short and it is worth waiting. */
  private @Nullable SegmentId attempt() {
    DriverExport driverExport = claim();
    SegmentId published = null;
    RsmException failure = null;
    try {
      published = DriverFailure.translate(operation, DriverCodes.PUBLISH, () -> call(driverExport));
    } catch (RsmException e) {
      failure = e;
    } finally {
      enter(published);
    }
    if (segment.isGone()) {
      throw ExportState.ended(operation);
    }
    if (failure != null) {
      throw failure;
    }
    return published;
  }

  private @Nullable SegmentId call(DriverExport driverExport) {
    try {
      for (int i = 0; i < SYSTEM_ID_ATTEMPTS; i++) {
        SegmentId given = Objects.requireNonNull(driverExport.publish(id, policy), "publish");
        if (segment.take(given)) {
          return given;
        }
        driverExport.unpublish();
      }
      throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, operation, "no system id is free");
    } catch (RsmException e) {
      // Only what the driver calls so itself: a defect of the driver, too, ends as this code.
      if (patient && e.error() == RsmError.INSUFFICIENT_RESOURCES) {
        return null;
      }
      throw e;
    }
  }

  private DriverExport claim() {
    segment.lock.lock();
    try {
      segment.awaitUnclaimed(operation);
      return segment.claim(operation);
    } finally {
      segment.lock.unlock();
    }
  }

  private void enter(@Nullable SegmentId published) {
    segment.lock.lock();
    try {
      if (published != null && segment.state == ExportState.State.PUBLISHING) {
        segment.state = ExportState.State.PUBLISHED;
        segment.publishedId = published;
      }
      segment.unclaim();
    } finally {
      segment.lock.unlock();
    }
  }

  private void await(FreedResources freed, long seen) {
    segment.lock.lock();
    try {
      long nanos = RETRY_NANOS;
      while (segment.state == ExportState.State.PUBLISHING && freed.count() == seen && nanos > 0) {
        nanos = segment.settled.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      throw ExportState.interrupted(
          operation, "while the driver was short of resources; end segments that are not used", e);
    } finally {
      segment.lock.unlock();
    }
  }

  private void giveUp() {
    segment.lock.lock();
    try {
      if (segment.state == ExportState.State.PUBLISHING) {
        segment.state = ExportState.State.BOUND;
      }
      segment.giveIdBack();
    } finally {
      segment.lock.unlock();
    }
  }
}
