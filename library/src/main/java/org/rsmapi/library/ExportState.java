// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;

/**
 * The state of an export segment, and the right to change the driver's export, which one call has
 * at a time.
 *
 * <p>The lock is never held while the driver is called. So that others go through meanwhile, a call
 * first claims the driver's export, then calls without the lock, then enters what has become of it.
 */
class ExportState {

  /** States of rsm_memseg_export_publish(3RSM); a segment that is published on the way to it. */
  enum State {
    BOUND,
    /** A publish runs, or waits for resources between two tries. */
    PUBLISHING,
    PUBLISHED,
    GONE
  }

  final Controller controller;
  final ReentrantLock lock = new ReentrantLock();
  final Condition settled = lock.newCondition();

  State state = State.BOUND;
  @Nullable SegmentId publishedId;
  @Nullable DriverExport export;
  @Nullable DriverController device;

  /** Kept from segments of other interconnects: published, or about to be. */
  private @Nullable SegmentId takenId;

  /** Where the bound memory begins. */
  long boundAddress;

  /** A call changes the driver's export. */
  private boolean claimed;

  /** Ended by the application, not with the controller. */
  private boolean destroyed;

  ExportState(Controller controller) {
    this.controller = controller;
  }

  <T> T live(@Nullable T driverObject, String operation) {
    if (state == State.GONE || driverObject == null) {
      throw ended(operation);
    }
    return driverObject;
  }

  static RsmException ended(String operation) {
    return new RsmException(
        RsmError.BAD_SEG_HNDL, operation, "the export segment has ended; create another");
  }

  /** Under the lock: says how the segment ended, for the call that tells. */
  RsmException endedHow(String operation) {
    if (destroyed) {
      return ended(operation);
    }
    return controller.isClosed()
        ? new RsmException(
            RsmError.BAD_CTLR_HNDL,
            operation,
            "controller=" + controller.name() + " is released; so the segment has ended")
        : new RsmException(
            RsmError.CTLR_NOT_PRESENT,
            operation,
            "controller=" + controller.name() + " was withdrawn; so the segment has ended");
  }

  /** Under the lock. */
  void checkPublished(String operation) {
    live(export, operation);
    if (state != State.PUBLISHED) {
      throw new RsmException(RsmError.SEG_NOT_PUBLISHED, operation, "publish the segment first");
    }
  }

  /** Under the lock: waits until no other call changes the driver's export, or the segment ends. */
  void awaitUnclaimed(String operation) {
    try {
      while (claimed && state != State.GONE) {
        settled.await();
      }
    } catch (InterruptedException e) {
      throw interrupted(operation, "while another call on the segment was in progress", e);
    }
  }

  static RsmException interrupted(String operation, String when, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RsmException(RsmError.INTERRUPTED, operation, when, 0, cause);
  }

  /** Under the lock, unclaimed and live: from now on this call changes the driver's export. */
  DriverExport claim(String operation) {
    DriverExport driverExport = live(export, operation);
    claimed = true;
    return driverExport;
  }

  /** Under the lock: the call is done. */
  void unclaim() {
    claimed = false;
    settled.signalAll();
  }

  /** Waits for its turn, and claims the driver's export if the segment is published then. */
  DriverExport claimPublished(String operation) {
    lock.lock();
    try {
      checkPublished(operation);
      awaitUnclaimed(operation);
      checkPublished(operation);
      return claim(operation);
    } finally {
      lock.unlock();
    }
  }

  /** The call that has claimed the driver's export is done. */
  void release() {
    lock.lock();
    try {
      unclaim();
    } finally {
      lock.unlock();
    }
  }

  /** Calls the driver; that the segment has ended meanwhile counts for more than a failure. */
  void call(String operation, DriverCodes codes, Runnable call) {
    try {
      DriverFailure.translateRun(operation, codes, call);
    } catch (RsmException e) {
      lock.lock();
      try {
        live(export, operation);
      } finally {
        lock.unlock();
      }
      throw e;
    }
  }

  /** Returns false if a segment of another interconnect has the id; the first id is kept. */
  boolean take(SegmentId id) {
    lock.lock();
    try {
      if (takenId == null && state != State.GONE) {
        if (!PublishedIds.OF_PROCESS.take(id, controller.name().type())) {
          return false;
        }
        takenId = id;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock: the segment is not published any more. */
  void giveIdBack() {
    SegmentId taken = takenId;
    if (taken != null) {
      PublishedIds.OF_PROCESS.giveBack(taken);
      takenId = null;
    }
  }

  /** Wakes who waits for resources. */
  void wake() {
    lock.lock();
    try {
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isGone() {
    lock.lock();
    try {
      return state == State.GONE;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes the handle dead, if it is not, and lets go of the driver; returns the driver's export if
   * this call ended the segment.
   */
  @Nullable DriverExport end(boolean byApplication) {
    lock.lock();
    try {
      if (state == State.GONE) {
        return null;
      }
      DriverExport driverExport = export;
      state = State.GONE;
      destroyed = byApplication;
      publishedId = null;
      giveIdBack();
      export = null;
      device = null;
      settled.signalAll();
      return driverExport;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the call that was changing the driver's export when the segment ended. */
  void awaitLastCall() {
    lock.lock();
    try {
      while (claimed) {
        settled.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
