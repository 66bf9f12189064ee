// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;

/**
 * The live barriers of one import segment. Guarded by the segment's lock, which is not held while
 * the driver makes or ends a barrier.
 */
final class BarrierSet {

  private static final String INIT_BARRIER = "ImportSegment.initBarrier";

  private final ImportHandle segment;
  private final ReentrantLock lock;
  private final Set<BarrierHandle> live = new HashSet<>();

  /** The medium can lose accesses, so in implicit mode the driver has a part in each transfer. */
  private boolean lossy;

  BarrierSet(ImportHandle segment, ReentrantLock lock) {
    this.segment = segment;
    this.lock = lock;
  }

  BarrierHandle init() {
    segment.checkConnected(INIT_BARRIER);
    DriverBarrier driverBarrier = newDriverBarrier();
    BarrierHandle barrier = new BarrierHandle(segment, driverBarrier);
    boolean entered = false;
    lock.lock();
    try {
      segment.checkConnected(INIT_BARRIER);
      entered = live.add(barrier);
      lossy |= driverBarrier != null;
      segment.adapt();
    } finally {
      lock.unlock();
      if (!entered) {
        barrier.disconnected();
      }
    }
    if (segment.connection().ifPresent() == null) {
      barrier.forgetDriver(); // it may have left before the barrier was entered
    }
    return barrier;
  }

  /** A barrier of a broken connection needs no part of the driver, it fails without. */
  private @Nullable DriverBarrier newDriverBarrier() {
    DriverImport driver = segment.connection().ifPresent();
    if (driver == null || segment.isBroken()) {
      return null;
    }
    try {
      return DriverFailure.translate(
              INIT_BARRIER,
              DriverCodes.INIT_BARRIER,
              () -> Optional.ofNullable(driver.newBarrier()))
          .orElse(null);
    } catch (RsmException e) {
      segment.checkConnected(INIT_BARRIER);
      if (segment.isBroken()) {
        return null;
      }
      throw e;
    }
  }

  /** Takes out a barrier that the application has destroyed. */
  void remove(BarrierHandle barrier) {
    lock.lock();
    try {
      if (live.remove(barrier)) {
        segment.adapt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  boolean isEmpty() {
    return live.isEmpty();
  }

  /** Under the lock. */
  boolean isLossy() {
    return lossy;
  }

  /** Takes out all barriers, when the segment has ended. */
  List<BarrierHandle> take() {
    lock.lock();
    try {
      List<BarrierHandle> taken = List.copyOf(live);
      live.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: the driver has left, and taken its part of the barriers with it. */
  void forgetDriver() {
    live.forEach(BarrierHandle::forgetDriver);
  }
}
