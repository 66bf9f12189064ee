// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.SignalListener;

/**
 * An export segment: the state machine of rsm_memseg_export_publish(3RSM) over the driver's export.
 *
 * <p>The lock guards the state and is never held while the driver is called: publishing and
 * withdrawing are states of their own, so that other calls on the segment go through meanwhile.
 */
final class ExportHandle implements ExportSegment {

  private static final String PUBLISH = "ExportSegment.publish";
  private static final String UNPUBLISH = "ExportSegment.unpublish";
  private static final String DESTROY = "ExportSegment.destroy";
  private static final String POST = "ExportSegment.signalPost";
  private static final String WAIT = "ExportSegment.signalWait";
  private static final String GET_REFERENCE = "ExportSegment.getPollReference";
  private static final String RELEASE_REFERENCE = "ExportSegment.releasePollReference";

  private enum State {
    BOUND,
    PUBLISHING,
    PUBLISHED,
    UNPUBLISHING,
    GONE
  }

  private final Controller controller;
  private final long length;
  private final SignalCounter signals = new SignalCounter(WAIT);
  private final PollReferences references = new PollReferences(this, signals);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private State state = State.BOUND;
  private @Nullable SegmentId publishedId;
  private @Nullable DriverExport export;
  private @Nullable DriverController device;

  ExportHandle(Controller controller, long length) {
    this.controller = controller;
    this.length = length;
  }

  SignalListener signals() {
    return signals;
  }

  /** Completes the handle, before anybody else sees it. */
  void attach(DriverExport driverExport, DriverController driverController) {
    lock.lock();
    try {
      export = driverExport;
      device = driverController;
    } finally {
      lock.unlock();
    }
    signals.attach(driverExport);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<SegmentId> publishedId() {
    lock.lock();
    try {
      return Optional.ofNullable(publishedId);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SegmentId publish(
      @Nullable SegmentId id, @Nullable List<? extends @Nullable AccessEntry> accessList) {
    if (id == null || !id.isValid()) {
      throw new RsmException(
          RsmError.BAD_SEGID, PUBLISH, "id=" + id + "; use 0 or 0x400000 to 0x7fffffff");
    }
    DriverExport driverExport;
    AccessPolicy policy;
    lock.lock();
    try {
      driverExport = live(export, PUBLISH);
      if (state != State.BOUND) {
        throw new RsmException(
            RsmError.SEG_ALREADY_PUBLISHED, PUBLISH, "id=" + id + ", published as " + publishedId);
      }
      if (id.isReserved()) {
        throw new RsmException(
            RsmError.RESERVED_SEGID, PUBLISH, "id=" + id + "; use 0 or 0x400000 to 0x7fffffff");
      }
      policy = AccessList.of(accessList, driverExport.owner(), live(device, PUBLISH), PUBLISH);
      state = State.PUBLISHING;
    } finally {
      lock.unlock();
    }
    return publish(driverExport, id, policy);
  }

  private SegmentId publish(DriverExport driverExport, SegmentId id, AccessPolicy policy) {
    SegmentId published = null;
    try {
      published =
          DriverFailure.translate(
              PUBLISH,
              RsmError.INSUFFICIENT_RESOURCES,
              RsmError.INSUFFICIENT_RESOURCES,
              () -> driverExport.publish(id, policy));
      return published;
    } finally {
      settle(State.PUBLISHING, published == null ? State.BOUND : State.PUBLISHED, published);
    }
  }

  /** Ends a transitional state, unless the segment has ended meanwhile. */
  private void settle(State from, State to, @Nullable SegmentId id) {
    lock.lock();
    try {
      if (state == from) {
        state = to;
        publishedId = id;
      }
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T live(@Nullable T driverObject, String operation) {
    if (state == State.GONE || driverObject == null) {
      throw new RsmException(
          RsmError.BAD_SEG_HNDL, operation, "the export segment has ended; create another");
    }
    return driverObject;
  }

  @Override
  public void unpublish() {
    DriverExport driverExport;
    lock.lock();
    try {
      driverExport = live(export, UNPUBLISH);
      if (state != State.PUBLISHED) {
        throw new RsmException(RsmError.SEG_NOT_PUBLISHED, UNPUBLISH, "publish the segment first");
      }
      state = State.UNPUBLISHING;
    } finally {
      lock.unlock();
    }
    try {
      DriverFailure.translateRun(
          UNPUBLISH,
          RsmError.SEG_NOT_PUBLISHED,
          RsmError.SEG_NOT_PUBLISHED,
          driverExport::unpublish);
    } finally {
      settle(State.UNPUBLISHING, State.BOUND, null);
    }
  }

  @Override
  public void destroy() {
    if (!end(false)) {
      throw new RsmException(
          RsmError.BAD_SEG_HNDL, DESTROY, "the export segment has ended already");
    }
  }

  @Override
  public void close() {
    end(true);
  }

  /**
   * Ends the segment.
   *
   * @param despiteReferences whether poll references stand in the way
   */
  private boolean end(boolean despiteReferences) {
    DriverExport driverExport;
    lock.lock();
    try {
      while (state == State.PUBLISHING || state == State.UNPUBLISHING) {
        settled.awaitUninterruptibly();
      }
      if (state == State.GONE) {
        return false;
      }
      if (!despiteReferences) {
        references.checkNone(DESTROY);
      }
      driverExport = forget();
    } finally {
      lock.unlock();
    }
    signals.end();
    controller.leave(this);
    if (driverExport != null) {
      driverExport.destroy();
    }
    return true;
  }

  /** Under the lock: makes the handle dead and lets go of the driver. */
  private @Nullable DriverExport forget() {
    DriverExport driverExport = export;
    state = State.GONE;
    publishedId = null;
    export = null;
    device = null;
    settled.signalAll();
    return driverExport;
  }

  /** The device is about to be closed, which ends the driver's export. */
  void driverLeft() {
    lock.lock();
    try {
      forget();
    } finally {
      lock.unlock();
    }
    signals.end();
  }

  @Override
  public void signalPost(int flags) {
    DriverExport driverExport;
    lock.lock();
    try {
      driverExport = live(export, POST);
    } finally {
      lock.unlock();
    }
    driverExport.post((flags & SIGPOST_NO_ACCUMULATE) == 0);
  }

  @Override
  public void signalWait(long timeoutMillis) {
    signals.await(timeoutMillis);
  }

  @Override
  public String toString() {
    return "ExportSegment["
        + controller.name()
        + ", length="
        + length
        + ", id="
        + publishedId
        + "]";
  }

  @Override
  public PollReference getPollReference() {
    lock.lock();
    try {
      live(export, GET_REFERENCE);
      if (publishedId == null) {
        throw new RsmException(
            RsmError.BAD_SEG_HNDL, GET_REFERENCE, "not published; publish the segment first");
      }
      return references.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void releasePollReference() {
    lock.lock();
    try {
      live(export, RELEASE_REFERENCE);
      references.release();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void republish(@Nullable List<? extends @Nullable AccessEntry> accessList) {
    throw new UnsupportedOperationException("planned");
  }

  @Override
  public void rebind(@Nullable MemorySegment memory, long bytes) {
    throw new UnsupportedOperationException("planned");
  }
}
